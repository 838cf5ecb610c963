import Domain
import Messages
import Storage
import Testing

@Suite("The checks of the store find what is wrong with runs")
struct RunVerificationTests {
  /// Run 1 pays C1, C2 and D1; run 2 carries C1's reversal; run 3 takes it back with C3; C4 waits.
  private func sound() async throws -> PaymentFixture {
    let payment = try PaymentFixture()
    try await payment.loadParties()
    func claim(_ claimID: String, _ cents: Int64, tin: String = "123456789") async throws {
      var message = ClaimMessage(claimID) {
        $0.charge = cents
        $0.fee = cents
        $0.benefit.copay = .zero
      }.message
      message.billingTIN = tin
      _ = try await payment.decide(message)
    }
    try await claim("C1", 30_000)
    try await claim("C2", 20_000)
    try await claim("D1", 700, tin: "555555555")
    _ = try await payment.close("close-1")
    _ = try await payment.takeBack(ReversalMessage("C1"))
    _ = try await payment.close("close-2")
    try await claim("C3", 45_000)
    _ = try await payment.close("close-3")
    try await claim("C4", 900)
    return payment
  }

  @Test("A store with runs, a reversal, a balance forward and a waiting claim is sound")
  func soundStore() async throws {
    let payment = try await sound()
    #expect(try await payment.violations() == [])
    #expect(
      try await payment.printed("R000000003")
        == ["P000000004 45000 FB 30000 P000000003 -> 15000"])
  }

  @Test(
    "RUN-1, RUN-3 and RUN-4: every planted fault is found under its name",
    arguments: [
      ("PAY-RUN", "DELETE FROM unremitted"),
      ("PAY-RUN", "UPDATE unremitted SET billing_tin = '999999999'"),
      ("PAY-RUN", "UPDATE unremitted SET version = 7"),
      (
        "PAY-RUN",
        "INSERT INTO unremitted VALUES ('1234567893', '123456789', 'C2', 1, NULL)"
      ),
      ("PAY-RUN", "DELETE FROM remittance_claim WHERE claim_id = 'C2'"),
      ("PAY-RUN", "UPDATE decision SET is_encounter = 1 WHERE claim_id = 'C4'"),
      ("PAY-RUN", "UPDATE decision SET is_encounter = 1 WHERE claim_id = 'C2'"),
      ("PAY-RUN", "UPDATE decision SET billing_tin = '999999999' WHERE claim_id = 'C2'"),
      ("PAY-RUN", "UPDATE remittance_claim SET remittance_number = 2 WHERE claim_id = 'C2'"),
      ("PAY-RUN", "UPDATE payment_run SET payment = payment + 1 WHERE run_number = 1"),
      ("PAY-RUN", "UPDATE payment_run SET claim_count = 9 WHERE run_number = 3"),
      ("PAY-RUN", "UPDATE payment_run SET remittance_count = 1 WHERE run_number = 1"),
      ("PAY-REMITTANCE", "DELETE FROM payment_run WHERE run_number = 2"),
      ("PAY-REMITTANCE", "UPDATE remittance SET claims_paid = claims_paid + 1"),
      ("PAY-REMITTANCE", "UPDATE remittance SET claim_count = claim_count + 1"),
      (
        "PAY-REMITTANCE", "UPDATE remittance SET payment = payment + 1 WHERE remittance_number = 1"
      ),
      (
        "PAY-REMITTANCE",
        "UPDATE remittance SET brought_forward = brought_forward + 1 WHERE remittance_number = 4"
      ),
      (
        "PAY-REMITTANCE",
        "UPDATE remittance SET carried_forward = carried_forward + 1 WHERE remittance_number = 3"
      ),
      ("PAY-REMITTANCE", "UPDATE remittance_claim SET remittance_number = 2 WHERE claim_id = 'C2'"),
      ("PAY-BALANCE-FORWARD", "UPDATE balance_forward SET amount = amount + 1"),
      ("PAY-BALANCE-FORWARD", "UPDATE balance_forward SET billing_tin = '555555555'"),
      ("PAY-BALANCE-FORWARD", "DELETE FROM balance_forward_use"),
      ("PAY-BALANCE-FORWARD", "UPDATE balance_forward_use SET used_by = 2"),
      ("PAY-BALANCE-FORWARD", "UPDATE balance_forward_use SET used_by = 1"),
      (
        "PAY-BALANCE-FORWARD",
        """
        UPDATE remittance SET carried_forward = carried_forward + 1, payment = payment + 1
        WHERE remittance_number = 1
        """
      ),
      (
        "PAY-BALANCE-FORWARD",
        """
        UPDATE remittance SET brought_forward = brought_forward + 1, payment = payment - 1
        WHERE remittance_number = 4
        """
      ),
      ("PAY-LEDGER", "UPDATE remittance_entry SET amount = amount + 1 WHERE account = 'cash'"),
      (
        "PAY-LEDGER",
        "UPDATE remittance_entry SET amount = amount + 1 WHERE account = 'accounts_payable'"
      ),
      (
        "PAY-LEDGER",
        "UPDATE remittance_entry SET amount = amount + 1 WHERE account = 'provider_receivable'"
      ),
      ("PAY-LEDGER", "DELETE FROM remittance_entry WHERE remittance_number = 4"),
      ("PAY-LEDGER", "UPDATE payment_run SET closed_at = closed_at + 1 WHERE run_number = 1"),
      ("PAY-LEDGER", "UPDATE remittance_entry SET posted_at = 0 WHERE remittance_number = 4"),
      ("PAY-RUN", "UPDATE payment_run SET run_number = 9 WHERE run_number = 3"),
      ("PAY-PARTY", "UPDATE payee SET tin = '999999999'"),
      ("PAY-PARTY", "UPDATE payee SET has_address = 0"),
      ("PAY-PARTY", "DELETE FROM step_answer WHERE key LIKE 'parties/%'"),
    ] as [(String, SQL)])
  func findsFault(invariant: String, statement: SQL) async throws {
    let payment = try await sound()
    try await payment.store.write { transaction in try transaction.execute(statement) }
    let found = try await payment.violations()
    #expect(found.contains { $0.invariant == invariant }, "\(found)")
    #expect(!found.contains { ($0.finding + $0.record).contains("M1") })
  }
}
