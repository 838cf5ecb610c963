package import TLS

/// Says when files that somebody else writes have to be read again.
///
/// A value without a file system: stamps come from outside, taken before the files are read, so that
/// a change during the reading is seen at the next look.
package struct FileWatch {
  /// What a look at the files has shown.
  package enum OnLook: Equatable {
    /// They are as they were read.
    case unchanged
    /// They change at this moment; look again.
    case settling
    /// Read them now.
    case read
  }

  private let settles: Bool
  private var taken: [FileStamp?]?
  private var seen: [FileStamp?]

  /// Watches files that were read with those stamps.
  ///
  /// - Parameter settles: Whether a change is acted on only when two looks in a row saw the same, so
  ///   that several files that belong together are not read while the second is still being written.
  package init(_ stamps: [FileStamp?], settles: Bool) {
    self.settles = settles
    taken = stamps
    seen = stamps
  }

  /// The files have these stamps now; `isForced` reads them however they look.
  package mutating func looked(_ stamps: [FileStamp?], isForced: Bool) -> OnLook {
    defer { seen = stamps }
    guard isForced || stamps != taken else { return .unchanged }
    guard isForced || !settles || stamps == seen else { return .settling }
    taken = stamps
    return .read
  }

  /// What was read could not be used: the next look reads again, changed or not.
  package mutating func refused() {
    taken = nil
  }
}
