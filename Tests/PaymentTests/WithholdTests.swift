import Domain
import Messages
import Storage
import Testing

@testable import Payment

@Suite("What contracts withhold")
struct WithholdTests {
  private func withheld(_ claimID: String = "C1") -> ClaimMessage {
    ClaimMessage(claimID) {
      $0.charge = 28_000
      $0.fee = 20_000
      $0.benefit.copay = Money(cents: 5_000)
      $0.withhold = BasisPoints(1_500)
    }
  }

  private func pool(_ payment: PaymentFixture) async throws -> [String: Int64] {
    let rows = try await payment.store.read { reader in
      try reader.rows(
        """
        SELECT contract_id, year, SUM(amount) FROM withhold_posting
        GROUP BY contract_id, year ORDER BY contract_id, year
        """
      ) { row in
        (
          "\(try row.value(0, as: String.self)) \(try row.value(1, as: Int.self))",
          try row.value(2, as: Int64.self)
        )
      }
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  @Test("LEDGER-4 and WITHHOLD-3: what is kept is an expense and stands in the pool of its year")
  func claim() async throws {
    let payment = try PaymentFixture()
    let decision = try await payment.decide(withheld().message)
    #expect(decision.paid?.cents == 12_750)
    #expect(
      try await payment.accounts() == [
        "claims_expense": 15_000, "accounts_payable": -12_750, "withhold_pool": -2_250,
      ])
    #expect(try await pool(payment) == ["K1 2026": 2_250])
    #expect(try await payment.violations() == [])
  }

  @Test("WITHHOLD-3: a reversal takes it back from the pool to which it was added")
  func reversal() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(withheld().message)
    _ = try await payment.takeBack(ReversalMessage())
    #expect(try await payment.accounts().allSatisfy { $0.value == 0 })
    #expect(try await pool(payment) == ["K1 2026": 0])
    #expect(try await payment.violations() == [])
  }

  @Test(
    "WITHHOLD-3: every planted fault of the pools is found",
    arguments: [
      "UPDATE withhold_posting SET amount = amount + 1 WHERE version = 1",
      "DELETE FROM withhold_posting WHERE version = 2",
      "UPDATE withhold_posting SET year = 2025 WHERE version = 2",
      "UPDATE withhold_posting SET contract_id = 'K2' WHERE version = 2",
    ] as [SQL])
  func findsFault(statement: SQL) async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(withheld().message)
    _ = try await payment.takeBack(ReversalMessage())
    #expect(try await payment.violations() == [])
    try await payment.store.write { transaction in try transaction.execute(statement) }
    #expect(try await payment.violations().contains { $0.invariant == "PAY-WITHHOLD" })
  }
}
