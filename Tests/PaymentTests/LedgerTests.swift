import Domain
import Messages
import RPC
import Storage
import Testing

@testable import Payment

@Suite("The ledger of what is decided")
struct LedgerTests {
  private func reduced(_ claimID: String = "C1") -> ClaimMessage {
    ClaimMessage(claimID) {
      $0.terms.lineOfBusiness = .medicareAdvantage
      $0.clause = .passThrough
      $0.charge = 40_000
      $0.fee = 25_000
      $0.benefit.copay = Money(cents: 3_500)
    }
  }

  @Test("LEDGER-2 and LEDGER-3: a claim enters what it pays, and beside it what the law keeps")
  func claim() async throws {
    let payment = try PaymentFixture()
    let decision = try await payment.decide(reduced().message)
    #expect(decision.paid?.cents == 21_070)
    #expect(
      try await payment.accounts() == [
        "claims_expense": 21_070, "accounts_payable": -21_070, "sequestration": 430,
        "sequestration_offset": -430,
      ])
    #expect(try await payment.violations() == [])
  }

  @Test("LEDGER-3: a reversal gives back what was kept, whatever the rate has become")
  func reversal() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(reduced().message)
    try await payment.store.write { transaction in
      try transaction.execute("UPDATE sequestration_rate SET rate_basis_points = 900")
    }
    _ = try await payment.takeBack(ReversalMessage())
    #expect(try await payment.accounts().count == 4)
    #expect(try await payment.accounts().allSatisfy { $0.value == 0 })
    #expect(try await payment.violations() == [])
  }

  @Test("LEDGER-1: random claims, reversals and runs leave a sound ledger that adds up to nothing")
  func randomClaims() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("ledger of the store: seed \(seed)")
    var random = SplitMix(seed: seed)
    let payment = try PaymentFixture()
    try await payment.loadParties()
    for run in 1...4 {
      let names = (1...30).map { "C\(run)-\($0)" }
      _ = try await payment.adjudicate(names.map { ClaimMessage.random($0, &random).message })
      for name in names.shuffled(using: &random).prefix(12) {
        _ = try await payment.takeBack(ReversalMessage(name))
      }
      _ = try await payment.close("close-\(run)", at: run)
      let accounts = try await payment.accounts()
      #expect(accounts.values.reduce(0, +) == 0, "seed \(seed)")
      #expect(accounts["accounts_payable"] ?? 0 == 0, "seed \(seed)")
    }
    #expect(try await payment.violations() == [], "seed \(seed)")
  }

  @Test(
    "LEDGER-1, LEDGER-2 and LEDGER-3: every planted fault of the ledger is found",
    arguments: [
      "DELETE FROM ledger_entry WHERE posting = 'sequestration'",
      "UPDATE ledger_entry SET amount = 2 * amount WHERE posting = 'sequestration'",
      "UPDATE ledger_entry SET posting = 'settlement' WHERE posting = 'sequestration'",
      "UPDATE ledger_entry SET account = 'petty_cash' WHERE account = 'sequestration'",
      "UPDATE ledger_entry SET account = 'cash' WHERE account = 'accounts_payable'",
      """
      INSERT INTO ledger_entry SELECT claim_id, version, 'reversal', account, posted_at, amount
      FROM ledger_entry WHERE posting = 'adjudication'
      """,
      """
      INSERT INTO remittance_entry SELECT remittance_number, account || '_2', posted_at, amount
      FROM remittance_entry
      """,
    ] as [SQL])
  func findsFault(statement: SQL) async throws {
    let payment = try PaymentFixture()
    try await payment.loadParties()
    _ = try await payment.decide(reduced().message)
    _ = try await payment.close("close-1")
    #expect(try await payment.violations() == [])
    try await payment.store.write { transaction in try transaction.execute(statement) }
    #expect(try await payment.violations().contains { $0.invariant == "PAY-LEDGER" })
  }

  @Test("LEDGER-3: a sum of what was kept that is not that of the answer is found")
  func wrongSum() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(reduced().message)
    try await payment.store.write { transaction in
      try transaction.execute("UPDATE decision SET sequestered = 0")
    }
    #expect(try await payment.violations().map(\.invariant) == ["PAY-DECISION", "PAY-LEDGER"])
  }
}
