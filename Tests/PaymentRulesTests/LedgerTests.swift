import Domain
import PaymentRules
import Testing

@Suite("Postings of the ledger")
struct LedgerTests {
  private func printed(_ posting: LedgerPosting) -> [String] {
    posting.entries.map { "\($0.account.rawValue) \($0.amount)" }
  }

  @Test("LEDGER-1: whatever is entered, debits and credits add up to nothing")
  func alwaysBalanced() {
    let seed = UInt64.random(in: 0 ... .max)
    print("ledger: seed \(seed)")
    var random = SeededRandom(seed: seed)
    for _ in 0..<2_000 {
      var posting = LedgerPosting()
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        posting.enter(
          Money(cents: Int64.random(in: -99_999...99_999, using: &random)),
          debit: random.pick(LedgerAccount.allCases), credit: random.pick(LedgerAccount.allCases))
      }
      let amounts = posting.entries.map(\.amount.cents)
      if amounts.reduce(0, +) != 0 || amounts.contains(0) { Issue.record("seed \(seed)") }
      let taken = LedgerPosting(
        Dictionary(uniqueKeysWithValues: posting.entries.map { ($0.account, $0.amount) }))
      if taken != posting { Issue.record("seed \(seed)") }
    }
  }

  @Test("LEDGER-1: entries of which debits and credits differ make no posting")
  func unbalanced() {
    let cent = Money(cents: 1)
    #expect(LedgerPosting([.cash: cent]) == nil)
    #expect(LedgerPosting([.cash: cent, .claimsExpense: cent]) == nil)
    #expect(LedgerPosting([.cash: -cent, .claimsExpense: cent, .accountsPayable: cent]) == nil)
    let largest = Money(cents: .max)
    #expect(
      LedgerPosting([.cash: largest, .claimsExpense: largest, .accountsPayable: Money(cents: 2)])
        == nil)
    #expect(LedgerPosting([.cash: -cent, .claimsExpense: cent]) != nil)
    #expect(LedgerPosting([.cash: .zero]) == LedgerPosting())
  }

  @Test("LEDGER-1: an amount and the same taken back leave no entry")
  func takenBack() {
    var posting = LedgerPosting()
    posting.enter(Money(cents: 8_500), debit: .claimsExpense, credit: .accountsPayable)
    posting.enter(Money(cents: -8_500), debit: .claimsExpense, credit: .accountsPayable)
    #expect(posting.isEmpty && posting == LedgerPosting())
    #expect(posting[.claimsExpense] == .zero)
  }

  @Test("LEDGER-2: what a claim pays is an expense and owed, a reversal takes both back")
  func claim() {
    #expect(
      printed(ClaimLedger.payment(Money(cents: 8_500), withheld: .zero))
        == ["claims_expense 85.00", "accounts_payable -85.00"])
    #expect(
      printed(ClaimLedger.payment(Money(cents: -8_500), withheld: .zero))
        == ["claims_expense -85.00", "accounts_payable 85.00"])
    #expect(ClaimLedger.payment(.zero, withheld: .zero).isEmpty)
  }

  @Test("LEDGER-3: what is kept of all lines stands in a ledger of its own")
  func sequestration() throws {
    let line = LineFixture(5_000, fee: 3_333).passThrough()
    let decision = try ClaimFixture([line, line, line]).business(.medicareAdvantage).decide()
    #expect(decision.sequestered == Money(cents: 201))
    #expect(
      printed(ClaimLedger.sequestration(decision.sequestered))
        == ["sequestration 2.01", "sequestration_offset -2.01"])
    let reversal = Reversal.evaluate(decision, version: 1, reason: .providerVoid)
    #expect(reversal.sequestered == Money(cents: -201))
    #expect(try ClaimFixture([line]).decide().sequestered == .zero)
  }

  @Test(
    "RUN-4: a remittance settles what was owed, pays cash, and the provider's balance differs",
    arguments: [
      (20_000, 20_000, ["accounts_payable 200.00", "cash -200.00"]),
      (-8_500, 0, ["accounts_payable -85.00", "provider_receivable 85.00"]),
      (
        20_000, 11_500,
        ["accounts_payable 200.00", "cash -115.00", "provider_receivable -85.00"]
      ),
      (8_500, 0, ["accounts_payable 85.00", "provider_receivable -85.00"]), (0, 0, []),
    ] as [(Int64, Int64, [String])])
  func remittance(claims: Int64, payment: Int64, expected: [String]) {
    let posting = RemittanceLedger.posting(
      claimsPaid: Money(cents: claims), interest: .zero, adjusted: .zero,
      payment: Money(cents: payment))
    #expect(printed(posting) == expected)
  }

  @Test("RUN-4 and INTEREST-3: interest is an expense of its own and is paid with the claims")
  func interest() {
    let posting = RemittanceLedger.posting(
      claimsPaid: Money(cents: 32_340), interest: Money(cents: 82), adjusted: .zero,
      payment: Money(cents: 32_422))
    #expect(
      printed(posting) == ["accounts_payable 323.40", "cash -324.22", "interest_expense 0.82"])
  }
}
