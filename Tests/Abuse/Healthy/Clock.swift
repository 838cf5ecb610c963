import NIOCore

/// The clock that all processes of this machine share.
enum Clock {
  /// Nanoseconds since some moment before this run.
  static var now: Int64 { Int64(clamping: NIODeadline.now().uptimeNanoseconds) }

  /// Seconds since then.
  static func seconds(since start: Int64) -> Double { Double(now - start) / 1e9 }
}
