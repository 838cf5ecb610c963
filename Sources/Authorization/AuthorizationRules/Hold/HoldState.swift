/// The life of one hold key (rules `HOLD-1` to `HOLD-5`).
///
/// Nothing but a settlement or a release ends a hold; there is no timer.
package enum HoldState: String, Sendable, Hashable, CaseIterable {
  /// The key was never seen. Successors: ``open``, ``tombstone``.
  case unknown
  /// Something may be reserved under the key. Successors: ``settled``, ``released``.
  case open
  /// Units were taken. Successor: ``returned``.
  case settled
  /// What was taken was given back, because the claim was reversed; final.
  case returned
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

  /// What a return leads to.
  package enum OnReturn: Sendable, Hashable {
    /// Give back what the settlement took.
    case giveBack
    case refuseUnknown
    /// The hold is not settled yet.
    case refuseOpen
    /// Nothing was ever taken.
    case refuseReleased
    /// It was given back already.
    case refuseReturned
  }

  /// A hold of this key arrived.
  package mutating func hold() -> OnHold {
    switch self {
    case .unknown:
      self = .open
      return .reserve
    case .open, .settled, .returned: return .repeatAnswer
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
    case .settled, .returned: return .refuseSettled
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
    case .settled, .returned: return .refuseSettled
    }
  }

  /// A return of what this key took arrived.
  package mutating func giveBack() -> OnReturn {
    switch self {
    case .unknown: return .refuseUnknown
    case .open: return .refuseOpen
    case .settled:
      self = .returned
      return .giveBack
    case .returned: return .refuseReturned
    case .released, .tombstone: return .refuseReleased
    }
  }
}
