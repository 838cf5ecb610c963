import Domain
import Messages
import Protobuf
import RPC
import Storage
import Testing

@Suite("The checks of the store find what is wrong")
struct VerificationTests {
  private func sound() async throws -> PaymentFixture {
    let payment = try PaymentFixture()
    _ = try await payment.load([opening("member", "deductible", 30_000)])
    _ = try await payment.adjudicate([
      ClaimMessage("C1").message, ClaimMessage.coinsured("C2", allowed: 90_000).message,
      ClaimMessage("C3") { $0.reasons = [.duplicate] }.message,
      ClaimMessage.coinsured("C4", allowed: 5_000).message,
    ])
    _ = try await payment.takeBack(ReversalMessage("C4"))
    _ = try await payment.load(limits: [.used(visits: 1, cents: 5_000)], id: "load-2")
    let limited = ClaimMessage("C5") {
      $0.day = ClaimMessage.dayOfService.adding(days: 1)
      $0.benefit.visitsMax = 3
      $0.benefit.dollarsMax = Money(cents: 30_000)
    }
    _ = try await payment.decide(limited.message)
    _ = try await payment.decide(limited.with { $0.claimID = "C6" }.message)
    _ = try await payment.takeBack(ReversalMessage("C6"))
    return payment
  }

  @Test("A store of paid, shared and denied claims is sound")
  func soundStore() async throws {
    #expect(try await sound().violations() == [])
  }

  @Test(
    "Every planted fault is found under its name",
    arguments: [
      ("PAY-DECISION", "UPDATE decision SET paid = paid + 1 WHERE claim_id = 'C1'"),
      ("PAY-DECISION", "UPDATE decision SET denied_line_count = 0 WHERE claim_id = 'C3'"),
      ("PAY-ANSWER", "DELETE FROM step_answer WHERE key LIKE 'adjudicate/1/1/C2'"),
      ("PAY-ANSWER", "UPDATE step_answer SET answer = x'ff' WHERE key LIKE '%/C1'"),
      ("PAY-ANSWER", "DELETE FROM decision WHERE claim_id = 'C3'"),
      (
        "PAY-ANSWER",
        """
        INSERT INTO step_answer SELECT 'adjudicate/1/2/C1', digest, answer FROM step_answer
        WHERE key = 'adjudicate/1/1/C1'
        """
      ),
      ("PAY-POSTING", "UPDATE accumulator_posting SET out_of_pocket = 1 WHERE source = 'C1'"),
      ("PAY-POSTING", "DELETE FROM accumulator_posting WHERE source = 'C2'"),
      ("PAY-POSTING", "UPDATE accumulator_posting SET source = 'C9' WHERE source = 'C2'"),
      ("PAY-BALANCE", "UPDATE accumulator_balance SET deductible = 7 WHERE scope = 'family'"),
      ("PAY-BALANCE", "UPDATE accumulator_balance SET out_of_pocket = 7 WHERE scope = 'member'"),
      ("PAY-BALANCE", "DELETE FROM accumulator_balance WHERE scope = 'member'"),
      (
        "PAY-BALANCE",
        "INSERT INTO accumulator_balance VALUES ('M7', 'member', 'COM-HMO', 20454, 0, 0)"
      ),
      (
        "PAY-BALANCE",
        "UPDATE accumulator_posting SET deductible = -99999 WHERE kind = 'opening'"
      ),
      ("PAY-BALANCE", "UPDATE accumulator_posting SET member_out_of_pocket_max = 100"),
      ("PAY-BALANCE", "UPDATE accumulator_posting SET family_out_of_pocket_max = 100"),
      ("PAY-BALANCE", "UPDATE accumulator_posting SET member_deductible_max = 100"),
      ("PAY-BALANCE", "UPDATE accumulator_posting SET family_deductible_max = 100"),
      ("PAY-COPAY", "DELETE FROM copay_visit"),
      ("PAY-COPAY", "UPDATE copay_visit SET claim_id = 'C9'"),
      (
        "PAY-LEDGER", "UPDATE ledger_entry SET amount = amount + 1 WHERE account = 'claims_expense'"
      ),
      (
        "PAY-REVERSAL",
        "UPDATE decision SET charge = charge + 1 WHERE claim_id = 'C4' AND version = 1"
      ),
      (
        "PAY-REVERSAL", "UPDATE decision SET paid = paid + 1 WHERE claim_id = 'C4' AND version = 2"
      ),
      ("PAY-DECISION", "UPDATE decision SET reverses_version = 7 WHERE reverses_version = 1"),
      ("PAY-REVERSAL", "UPDATE decision SET reverses_version = 7 WHERE reverses_version = 1"),
      (
        "PAY-REVERSAL",
        "UPDATE decision SET line_of_business = NULL WHERE claim_id = 'C4' AND version = 2"
      ),
      (
        "PAY-REVERSAL",
        "UPDATE decision SET billing_tin = '999999999' WHERE claim_id = 'C4' AND version = 2"
      ),
      ("PAY-REVERSAL", "DELETE FROM decision WHERE claim_id = 'C4' AND version = 1"),
      ("PAY-ANSWER", "DELETE FROM step_answer WHERE key LIKE 'reverse/%'"),
      (
        "PAY-ANSWER",
        "UPDATE step_answer SET key = 'reverse/2/9/C4' WHERE key LIKE 'reverse/%/C4'"
      ),
      ("PAY-DECISION", "UPDATE decision SET is_encounter = 1 WHERE claim_id = 'C1'"),
      (
        "PAY-VERSION",
        """
        INSERT INTO decision SELECT claim_id, 5, attempt, business_time, billing_npi, billing_tin,
          member_id, family_id, claim_status_code, line_count, denied_line_count, charge, paid,
          patient_share, reverses_version, is_encounter, line_of_business, sequestered, withheld,
          is_contracted, corrected_received_at
        FROM decision WHERE claim_id = 'C1'
        """
      ),
      (
        "PAY-VERSION",
        """
        INSERT INTO decision SELECT claim_id, 5, attempt, business_time, billing_npi, billing_tin,
          member_id, family_id, claim_status_code, line_count, denied_line_count, charge, paid,
          patient_share, reverses_version, is_encounter, line_of_business, sequestered, withheld,
          is_contracted, corrected_received_at
        FROM decision WHERE claim_id = 'C4' AND version = 2
        """
      ),
      (
        "PAY-POSTING",
        "UPDATE accumulator_posting SET deductible = deductible + 1 WHERE version = 2"
      ),
      ("PAY-LEDGER", "UPDATE ledger_entry SET amount = amount + 1 WHERE posting = 'reversal'"),
      ("PAY-LEDGER", "UPDATE ledger_entry SET posting = 'adjudication' WHERE claim_id = 'C4'"),
      ("PAY-LEDGER", "DELETE FROM ledger_entry WHERE claim_id = 'C2'"),
      ("PAY-LEDGER", "UPDATE ledger_entry SET claim_id = 'C9' WHERE claim_id = 'C1'"),
      ("PAY-LEDGER", "UPDATE ledger_entry SET posted_at = posted_at + 1 WHERE claim_id = 'C1'"),
      ("PAY-LEDGER", "DELETE FROM unremitted WHERE claim_id = 'C1'"),
      ("PAY-OPENING", "DELETE FROM step_answer WHERE key = 'opening/load-1'"),
      ("PAY-OPENING", "DELETE FROM accumulator_posting WHERE kind = 'opening'"),
      ("PAY-OPENING", "UPDATE accumulator_posting SET version = 1 WHERE kind = 'opening'"),
      (
        "PAY-LIMIT",
        """
        UPDATE accumulator_posting SET member_out_of_pocket_max = member_out_of_pocket_max + 1
        WHERE source = 'C2'
        """
      ),
      ("PAY-LIMIT-USE", "UPDATE limit_posting SET visits_max = 1 WHERE source = 'C5'"),
      ("PAY-LIMIT-USE", "UPDATE limit_posting SET visits_max = 4 WHERE source = 'C5'"),
      ("PAY-LIMIT-USE", "UPDATE limit_posting SET dollars_max = 14999 WHERE dollars_max > 0"),
      ("PAY-LIMIT-USE", "UPDATE limit_posting SET dollars_max = -1 WHERE source = 'C5'"),
      ("PAY-LIMIT-USE", "UPDATE limit_posting SET visits_max = 3 WHERE version = 2"),
      ("PAY-LIMIT-USE", "UPDATE limit_posting SET dollars_max = 7 WHERE kind = 'opening'"),
      ("PAY-LIMIT-USE", "UPDATE limit_posting SET uses = 2 WHERE source = 'C5'"),
      ("PAY-LIMIT-USE", "UPDATE limit_posting SET amount = amount + 1 WHERE kind = 'opening'"),
      ("PAY-LIMIT-USE", "DELETE FROM limit_posting WHERE source = 'C5'"),
      ("PAY-LIMIT-USE", "UPDATE limit_posting SET source = 'C9' WHERE source = 'C5'"),
      ("PAY-LIMIT-USE", "DELETE FROM limit_balance"),
      ("PAY-LIMIT-USE", "UPDATE limit_balance SET uses = uses + 1"),
      ("PAY-LIMIT-USE", "UPDATE limit_balance SET amount = -amount"),
      (
        "PAY-LIMIT-USE",
        "INSERT INTO limit_balance VALUES ('M7', 'COM-HMO', 20454, 'office_visit', '', 20454, 1, 0)"
      ),
      ("PAY-VERSION", "INSERT INTO withdrawn_attempt VALUES ('C1', 1, 1)"),
      ("PAY-BALANCE", "UPDATE accumulator_posting SET family_deductible_max = -1"),
      (
        "PAY-REVERSAL",
        "UPDATE accumulator_posting SET family_deductible_max = 7 WHERE version = 2"
      ),
      ("PAY-ROW", "UPDATE decision SET line_of_business = 'none of ours' WHERE claim_id = 'C2'"),
    ] as [(String, SQL)])
  func findsFault(invariant: String, statement: SQL) async throws {
    let payment = try await sound()
    try await payment.store.write { transaction in try transaction.execute(statement) }
    let found = try await payment.violations()
    #expect(found.contains { $0.invariant == invariant }, "\(found)")
    #expect(
      !found.contains { ($0.finding + $0.record).contains("M1") },
      "a finding names the member")
  }

  @Test("A line whose amounts do not add up is found in the stored answer")
  func unbalancedLine() async throws {
    let payment = try await sound()
    try await payment.store.write { transaction in
      let bytes = try transaction.first(
        "SELECT answer FROM step_answer WHERE key = 'adjudicate/1/1/C1'"
      ) { row in try row.value(0, as: [UInt8].self) }
      var decision = try PaymentV1.ClaimDecision(protobufBytes: bytes ?? [])
      decision.lines[0].paid?.cents += 1
      try transaction.execute(
        "UPDATE step_answer SET answer = $1 WHERE key = 'adjudicate/1/1/C1'",
        decision.protobufBytes())
    }
    #expect(try await payment.violations().map(\.invariant) == ["PAY-LINE"])
  }

  @Test("More decisions than one page are all checked")
  func pages() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.adjudicate(
      (1...450).map { number in ClaimMessage("C\(number)") { $0.memberID = "M\(number)" }.message })
    try await payment.store.write { transaction in
      try transaction.execute("UPDATE decision SET charge = charge + 1")
    }
    #expect(try await payment.violations().count == 450)
  }
}
