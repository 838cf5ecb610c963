package import Domain

/// One adjustment of a PLB: money that belongs to no claim of this remittance.
///
/// A positive amount lowers the payment, a negative one raises it.
package struct X12ProviderAdjustment: Hashable, Sendable {
  /// PLB01, the payee's identifier.
  package var provider: String
  /// PLB02, the last day of the payee's fiscal year; 31 December when it is not known.
  package var fiscalYearEnd: Day
  /// PLB03-1, why.
  package var reason: Reason
  /// PLB03-2, the number of the claim or of the balance that it concerns; empty for none.
  package var reference: String
  /// PLB04; never zero.
  package var amount: Money

  /// Makes an adjustment.
  package init(
    provider: String, fiscalYearEnd: Day, reason: Reason, reference: String, amount: Money
  ) {
    self.provider = provider
    self.fiscalYearEnd = fiscalYearEnd
    self.reason = reason
    self.reference = reference
    self.amount = amount
  }
}
