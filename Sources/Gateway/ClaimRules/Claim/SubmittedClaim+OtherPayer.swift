package import Domain

extension SubmittedClaim {
  /// Another payer of a claim, and what it decided of the whole claim.
  package struct OtherPayer: Hashable, Sendable {
    /// The payer's identifier, by which lines name it.
    package var payerID: String
    /// Its place in the order of payers: `P`, `S`, `T`, then `A` to `H`.
    package var order: String
    /// What it paid; absent when it decided nothing yet.
    package var paid: Money?
    /// The day on which it decided; absent when it was not said.
    package var paidOn: Day?
    /// What it took from the charge of the claim as a whole.
    package var adjustments: [Adjustment]
    /// What it recognised of the charge; absent when it was not said.
    package var allowed: Money?
    /// What the provider is bound to accept; absent when it is not bound.
    package var obligated: Money?

    /// Makes a payer.
    package init(
      payerID: String, order: String, paid: Money? = nil, paidOn: Day? = nil,
      adjustments: [Adjustment] = [], allowed: Money? = nil, obligated: Money? = nil
    ) {
      self.payerID = payerID
      self.order = order
      self.paid = paid
      self.paidOn = paidOn
      self.adjustments = adjustments
      self.allowed = allowed
      self.obligated = obligated
    }
  }

  /// What another payer decided of a line.
  package struct OtherPayerLine: Hashable, Sendable {
    /// The payer's identifier.
    package var payerID: String
    /// What it paid.
    package var paid: Money
    /// The day on which it decided; absent when it is that of the claim.
    package var paidOn: Day?
    /// What it took from the charge.
    package var adjustments: [Adjustment]
    /// What it recognised of the charge; absent when it was not said.
    package var allowed: Money?
    /// What the provider is bound to accept; absent when it is not bound.
    package var obligated: Money?

    /// Makes a decision of a line.
    package init(
      payerID: String, paid: Money, paidOn: Day? = nil, adjustments: [Adjustment] = [],
      allowed: Money? = nil, obligated: Money? = nil
    ) {
      self.payerID = payerID
      self.paid = paid
      self.paidOn = paidOn
      self.adjustments = adjustments
      self.allowed = allowed
      self.obligated = obligated
    }
  }
}
