/// The decided versions of one claim, of which one at most stands (rule `REV-4`).
///
/// A version stands until another takes it back; a version that takes one back never stands itself.
package struct DecidedVersions: Hashable, Sendable {
  /// One decided version.
  package struct Version: Hashable, Sendable {
    /// Its number, from 1.
    package var number: Int
    /// The version that it takes back; absent when it takes none back.
    package var reversed: Int?

    /// Makes a version.
    package init(number: Int, reversed: Int? = nil) {
      self.number = number
      self.reversed = reversed
    }
  }

  /// What asking for a reversal leads to.
  package enum OnReversal: Hashable, Sendable {
    /// Take the version back.
    case takeBack
    /// No such version was decided.
    case refuseUnknown
    /// The version was taken back, or takes one back itself, and none stands.
    case refuseReversed
    /// Another version stands.
    case refuseStale
  }

  /// What asking for a decision leads to.
  package enum OnDecision: Hashable, Sendable {
    /// Decide the version.
    case decide
    /// It is decided already.
    case refuseDecided
    /// Another version stands, which must be taken back first.
    case refuseStanding
    /// The version whose place it would take was never decided.
    case refuseUnknown
    /// The version whose place it would take does not stand any more.
    case refuseStale
  }

  /// How far the number of a version lies behind that of the one whose place it takes: the reversal
  /// lies between.
  package static let replacementStep = 2

  private let versions: [Version]

  /// Makes the versions of a claim.
  package init(_ versions: [Version]) {
    self.versions = versions
  }

  /// The version that stands; absent when none was decided or all are taken back.
  package var standing: Int? {
    let reversed = Set(versions.compactMap(\.reversed))
    return versions.last { $0.reversed == nil && !reversed.contains($0.number) }?.number
  }

  /// A version is to be taken back.
  package func reversal(of number: Int) -> OnReversal {
    guard versions.contains(where: { $0.number == number }) else { return .refuseUnknown }
    guard let standing else { return .refuseReversed }
    return standing == number ? .takeBack : .refuseStale
  }

  /// A version is to be decided from its claim.
  ///
  /// - Parameter replaced: The version whose place it takes; absent for the first one.
  package func decision(of number: Int, replacing replaced: Int? = nil) -> OnDecision {
    if versions.contains(where: { $0.number == number }) { return .refuseDecided }
    guard let replaced else { return standing == nil ? .decide : .refuseStanding }
    guard versions.contains(where: { $0.number == replaced }) else { return .refuseUnknown }
    return standing == replaced ? .decide : .refuseStale
  }
}
