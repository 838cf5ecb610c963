/// CLP02: in which position a claim was adjudicated, and not whether it was paid.
package enum X12RemittanceClaimStatus: String, Hashable, Sendable, CaseIterable {
  /// As the first payer, also when every line is denied.
  case primary = "1"
  /// As the second payer.
  case secondary = "2"
  /// As the third payer or later.
  case tertiary = "3"
  /// Denied because the member is not recognised, and not forwarded.
  case denied = "4"
  /// As the first payer, and forwarded.
  case primaryForwarded = "19"
  /// As the second payer, and forwarded.
  case secondaryForwarded = "20"
  /// As the third payer, and forwarded.
  case tertiaryForwarded = "21"
  /// An earlier payment is taken back.
  case reversal = "22"
  /// Not ours, and forwarded.
  case notOursForwarded = "23"
  /// What would be paid; nothing is.
  case predetermination = "25"
}
