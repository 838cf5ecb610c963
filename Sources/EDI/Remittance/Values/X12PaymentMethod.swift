/// How a remittance is paid: BPR04, and BPR05 to BPR15 of a transfer.
package enum X12PaymentMethod: Hashable, Sendable {
  /// A transfer from bank to bank.
  case transfer(X12Transfer)
  /// A check.
  case check
  /// Nothing is paid; the remittance only informs.
  case none
}
