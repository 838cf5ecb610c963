import Domain
import DomainMessages
import Messages
import Protobuf
import Storage
import TestKit
import Testing

@Suite("A claim behind another payer is posted and checked")
struct CoordinationTests {
  private var second: ClaimMessage {
    ClaimMessage {
      $0.prior = PriorPayment(paid: Money(cents: 10_000), patientShare: Money(cents: 4_000))
    }
  }

  private var medicare: ClaimMessage {
    var claim = second
    claim.terms.lineOfBusiness = .medicareAdvantage
    claim.clause = .passThrough
    claim.charge = 40_000
    claim.fee = 20_000
    claim.benefit.isDeductibleApplied = true
    claim.prior = PriorPayment(
      paid: Money(cents: 1_000), patientShare: Money(cents: 39_000), allowed: Money(cents: 30_000))
    return claim
  }

  @Test("COB-7: the decision moves no running amount and takes no copay, and the store is sound")
  func posted() async throws {
    let payment = try PaymentFixture()
    let decision = try await payment.decide(second.message)
    #expect(decision.claimStatusCode == 2)
    #expect(decision.paid?.cents == 4_000 && decision.postings.isEmpty)
    #expect(decision.copayVisitsTaken.isEmpty)
    #expect(try await payment.violations() == [])
    let next = try await payment.decide(ClaimMessage("C2").message)
    #expect(next.patientShare?.cents == 2_500)
    #expect(try await payment.violations() == [])
  }

  @Test(
    "MSP-2: what Medicare's member owes runs up, is taken back to the cent, and the store is sound")
  func medicareIsPosted() async throws {
    let payment = try PaymentFixture()
    let decision = try await payment.decide(medicare.message)
    #expect(decision.claimStatusCode == 2 && decision.paid == .with { $0.cents = 0 })
    #expect(decision.patientShare?.cents == 19_000)
    #expect(decision.postings.contains { $0.kind == "deductible" && $0.amount?.cents == 16_500 })
    #expect(try await payment.violations() == [])
    _ = try await payment.takeBack(ReversalMessage("C1"))
    #expect(try await payment.violations() == [])
  }

  @Test("What was paid before is checked at the door, field by field")
  func wrongFields() async throws {
    let payment = try PaymentFixture()
    var message = second.message
    message.lines[0].priorPayment?.paid = .with { $0.cents = -1 }
    var position = second.message
    position.payerPosition = 12
    for (message, field) in [
      (message, "lines[0].prior_payment.paid"), (position, "payer_position"),
    ] {
      let refusal = try #require(try await payment.refusal(message))
      #expect(refusal.reason == "FIELD_INVALID" && refusal.message.contains(field))
    }
  }

  @Test(
    "A stored line that no rule can have made behind another payer is found",
    arguments: [
      { $0.lines[0].adjustments[0].code = "45" },
      { $0.lines[0].adjustments[0].code = "303" },
      { $0.trace.steps.removeAll { $0.rule == "COB-4" } },
      { $0.trace.steps.removeAll { $0.rule == "COB-6" } },
      { $0.lines[0].allowed = .with { $0.cents = 3_999 } },
      {
        $0.lines[0].paid = .with { $0.cents = 4_001 }
        $0.paid = .with { $0.cents = 4_001 }
        $0.lines[0].adjustments[0].amount = .with { $0.cents = 14_499 }
      },
    ] as [@Sendable (inout PaymentV1.ClaimDecision) -> Void])
  func storedLine(
    change: @escaping @Sendable (inout PaymentV1.ClaimDecision) -> Void
  ) async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(second.message)
    try await payment.store.write { transaction in
      let bytes = try transaction.first("SELECT answer FROM step_answer") { row in
        try row.value(0, as: [UInt8].self)
      }
      var decision = try PaymentV1.ClaimDecision(protobufBytes: bytes ?? [])
      change(&decision)
      try transaction.execute("UPDATE step_answer SET answer = $1", decision.protobufBytes())
    }
    #expect(try await payment.violations().contains { $0.invariant == "PAY-LINE" })
  }
}
