/// Who bears an adjustment: the group code of a remittance.
///
/// The declaration order is the order in which a remittance lists the groups.
package enum AdjustmentGroup: String, Sendable, Hashable, CaseIterable {
  /// The provider, by contract or law.
  case contractual = "CO"
  /// Nobody here: a duplicate, a prior payer's payment, or a line that waits.
  case other = "OA"
  /// The provider, by the payer's own finding without a contract.
  case payerInitiated = "PI"
  /// The patient.
  case patient = "PR"
}
