/// Where the claim stands that a void or replacement of its own sender names.
package struct OriginalStanding: Hashable, Sendable {
  /// What is known of the last replacement of a claim.
  package enum Replacement: Hashable, Sendable {
    /// None was accepted.
    case none
    /// It is not decided yet; until then the original stands.
    case open
    /// A correction by the payer itself is not decided yet; until then the original stands.
    case correcting
    /// It was not taken as a replacement, so that the original still stands.
    case withoutEffect
    /// It took the original's place.
    case final
  }

  /// What is asked for a claim that is there.
  package enum Change: Hashable, Sendable {
    /// To take it back.
    case void
    /// To put another in its place.
    case replacement
  }

  /// Whether it is decided.
  package var isDecided: Bool
  /// Whether a void of it was accepted.
  package var isVoided: Bool
  /// Its last replacement.
  package var replacement: Replacement

  /// Makes a standing.
  package init(isDecided: Bool, isVoided: Bool, replacement: Replacement) {
    self.isDecided = isDecided
    self.isVoided = isVoided
    self.replacement = replacement
  }

  /// Why `change` cannot be accepted; nothing when it can.
  package func fault(for change: Change) -> IntakeFault? {
    if isVoided { return OriginalFault.unknown }
    guard isDecided else { return OriginalFault.open }
    switch replacement {
    case .none, .withoutEffect: return nil
    case .final: return OriginalFault.replaced
    case .open: return change == .void ? OriginalFault.replacing : OriginalFault.replaced
    case .correcting: return OriginalFault.replacing
    }
  }
}
