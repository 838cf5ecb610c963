/// The faults of a void or replacement whose original cannot be voided or replaced.
package enum OriginalFault {
  /// The original is not there, is not the sender's, or was voided; to a sender these are the same
  /// (rule `INTAKE-ORIGINAL`).
  package static let unknown = IntakeFault(
    ClaimRule.original, "original_claim_id",
    "The original is not known, or it was voided already. Check the payer's number.", .original)

  /// Another replacement of the original was accepted (rule `INTAKE-ORIGINAL`).
  package static let replaced = IntakeFault(
    ClaimRule.original, "original_claim_id",
    "The original was already replaced. Name the replacement instead, once it is decided.",
    .original)

  /// The original is not decided yet (rule `INTAKE-ORIGINAL-OPEN`).
  package static let open = IntakeFault(
    ClaimRule.originalOpen, "original_claim_id",
    "The original is not decided yet. Send this again when it is.", .invalid)

  /// A void came while a replacement is under way, or anything while a correction is (rule
  /// `INTAKE-ORIGINAL-REPLACING`).
  package static let replacing = IntakeFault(
    ClaimRule.originalReplacing, "original_claim_id",
    "A newer version of the original is not decided yet. Send this again when it is.", .invalid)
}
