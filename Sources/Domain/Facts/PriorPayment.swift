/// What the payers before this plan decided of a line.
///
/// What they neither paid nor left to the patient was written off; the three are the charge.
package struct PriorPayment: Hashable, Sendable {
  /// What they paid together.
  package var paid: Money
  /// What the last of them left to the patient.
  package var patientShare: Money
  /// What the last of them recognised of the charge; absent when it was not said.
  package var allowed: Money?
  /// What the provider is bound to accept as payment in full; absent when it is not bound.
  package var obligated: Money?

  /// Makes a payment.
  package init(
    paid: Money, patientShare: Money, allowed: Money? = nil, obligated: Money? = nil
  ) {
    self.paid = paid
    self.patientShare = patientShare
    self.allowed = allowed
    self.obligated = obligated
  }
}
