/// The faults of a void or replacement whose original cannot be voided or replaced.
package enum OriginalFault {
  /// The original is not there, is not the sender's, or was voided or replaced already; to a sender
  /// these are the same (rule `INTAKE-ORIGINAL`).
  package static let unknown = IntakeFault(
    ClaimRule.original, "original_claim_id",
    "The original is not known, or it was voided or replaced already. Check the payer's number.",
    .original)

  /// The original is not decided yet (rule `INTAKE-ORIGINAL-OPEN`).
  package static let open = IntakeFault(
    ClaimRule.originalOpen, "original_claim_id",
    "The original is not decided yet. Send this again when it is.", .invalid)
}
