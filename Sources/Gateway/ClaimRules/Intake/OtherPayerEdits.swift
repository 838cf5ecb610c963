/// The limits of what a claim says of other payers (rule `INTAKE-OTHER-PAYER`).
///
/// Whether it adds up is no question of intake: a claim whose amounts do not is taken and denied.
package enum OtherPayerEdits {
  /// The most other payers of a claim, as the 837 has places for.
  package static let payersMax = 10
  /// The most adjustments of one payer on the claim or on one line.
  package static let adjustmentsMax = 100
}
