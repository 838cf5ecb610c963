/// The life of one hold key (rules `HOLD-1` to `HOLD-4`).
///
/// Nothing but a settlement or a release ends a hold; there is no timer.
package enum HoldState: String, Sendable, Hashable, CaseIterable {
  /// The key was never seen. Successors: ``open``, ``tombstone``.
  case unknown
  /// Something may be reserved under the key. Successors: ``settled``, ``released``.
  case open
  /// Units were taken; final.
  case settled
  /// Everything was given back; final.
  case released
  /// The key was released before its hold arrived; final.
  case tombstone

  /// What a hold of this key leads to.
  package enum OnHold: Sendable, Hashable {
    /// Match and reserve.
    case reserve
    /// The hold is made already; the stored answer stands.
    case repeatAnswer
    /// The key was released; a hold that was given back is never taken for a held one.
    case refuseReleased
  }

  /// What a settlement leads to.
  package enum OnSettle: Sendable, Hashable {
    /// Take the units and end the hold.
    case take
    case refuseUnknown
    case refuseReleased
    case refuseSettled
  }

  /// What a release leads to.
  package enum OnRelease: Sendable, Hashable {
    /// Give everything back and end the hold.
    case giveBack
    /// There is no hold; remember that a late one is to be refused.
    case leaveTombstone
    /// Nothing is reserved and nothing can be any more.
    case nothingHeld
    /// The units were taken.
    case refuseSettled
  }

  /// A hold of this key arrived.
  package mutating func hold() -> OnHold {
    switch self {
    case .unknown:
      self = .open
      return .reserve
    case .open, .settled: return .repeatAnswer
    case .released, .tombstone: return .refuseReleased
    }
  }

  /// A settlement of this key arrived.
  package mutating func settle() -> OnSettle {
    switch self {
    case .unknown: return .refuseUnknown
    case .open:
      self = .settled
      return .take
    case .settled: return .refuseSettled
    case .released, .tombstone: return .refuseReleased
    }
  }

  /// A release of this key arrived.
  package mutating func release() -> OnRelease {
    switch self {
    case .unknown:
      self = .tombstone
      return .leaveTombstone
    case .open:
      self = .released
      return .giveBack
    case .released, .tombstone: return .nothingHeld
    case .settled: return .refuseSettled
    }
  }
}
