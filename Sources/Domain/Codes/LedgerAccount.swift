/// An account of the ledger; the raw value is its name in the store and in answers.
///
/// A debit is positive and a credit negative: what we own and what things cost stands above zero,
/// what we owe below it.
package enum LedgerAccount: String, Hashable, Sendable, CaseIterable {
  /// What claims cost us.
  case claimsExpense = "claims_expense"
  /// What we owe to providers for claims.
  case accountsPayable = "accounts_payable"
  /// What we paid.
  case cash
  /// What providers owe us, carried to their next remittance.
  case providerReceivable = "provider_receivable"
  /// What the budget law kept from payments; beside expense and payable, because nobody is owed it.
  case sequestration
  /// The other side of ``sequestration``.
  case sequestrationOffset = "sequestration_offset"
  /// What contracts withhold from payments until they are settled.
  case withholdPool = "withhold_pool"
  /// What was withheld and stays with the plan after settlement.
  case withholdForfeited = "withhold_forfeited"
  /// What late payments cost us beside the claims.
  case interestExpense = "interest_expense"
  /// What shared gains cost us, less the share of losses that providers bear.
  case settlementExpense = "settlement_expense"
  /// What providers owe us by letters that ask for overpayments.
  case overpaymentReceivable = "overpayment_receivable"
  /// What members cost us by the month, whatever care they use.
  case capitationExpense = "capitation_expense"
}

extension LedgerAccount: Comparable {
  /// Whether one account is listed before another.
  package static func < (left: LedgerAccount, right: LedgerAccount) -> Bool {
    guard left != right else { return false }
    return allCases.first { $0 == left || $0 == right } == left
  }
}
