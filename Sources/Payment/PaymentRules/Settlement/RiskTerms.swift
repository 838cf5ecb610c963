package import Domain

/// What a contract says about sharing gains and losses.
package struct RiskTerms: Hashable, Sendable {
  /// The part of the budget that a gain or loss must reach to be shared at all.
  package var minimum: BasisPoints
  /// The part of the gain or loss that is the group's.
  package var share: BasisPoints
  /// How far quality was reached; it lowers gains and never losses.
  package var quality: BasisPoints
  /// The part of the budget that the group's part never exceeds.
  package var cap: BasisPoints

  /// Makes terms.
  package init(
    minimum: BasisPoints, share: BasisPoints, quality: BasisPoints, cap: BasisPoints
  ) {
    self.minimum = minimum
    self.share = share
    self.quality = quality
    self.cap = cap
  }
}
