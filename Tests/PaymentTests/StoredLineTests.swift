import Domain
import DomainMessages
import Messages
import Protobuf
import Storage
import TestKit
import Testing

@Suite("The checks of the store find lines that no rule can have made")
struct StoredLineTests {
  /// What the checks find once the stored answer of the only claim is changed.
  private func findings(
    _ claim: ClaimMessage, _ change: @escaping @Sendable (inout PaymentV1.ClaimDecision) -> Void
  ) async throws -> [String] {
    let payment = try PaymentFixture()
    _ = try await payment.decide(claim.message)
    #expect(try await payment.violations() == [])
    try await payment.store.write { transaction in
      let bytes = try transaction.first("SELECT answer FROM step_answer") { row in
        try row.value(0, as: [UInt8].self)
      }
      var decision = try PaymentV1.ClaimDecision(protobufBytes: bytes ?? [])
      change(&decision)
      try transaction.execute("UPDATE step_answer SET answer = $1", decision.protobufBytes())
    }
    return try await payment.violations().map { "\($0.invariant): \($0.finding)" }
  }

  private var reduced: ClaimMessage {
    ClaimMessage {
      $0.terms.lineOfBusiness = .medicareAdvantage
      $0.clause = .passThrough
    }
  }

  @Test("SEQ-3: what was kept is computed again from the payment and the rate of the answer")
  func sequestrationAmount() async throws {
    let found = try await findings(reduced) { decision in
      for index in decision.trace.steps.indices where decision.trace.steps[index].rule == "SEQ-2" {
        decision.trace.steps[index].outcome = "1 %"
      }
    }
    #expect(
      found == ["PAY-SEQUESTRATION: line 1: what was kept is not the rate's share of the payment"])
  }

  @Test("SEQ-1: what was kept without a rule that says so is found")
  func sequestrationWithoutRule() async throws {
    let found = try await findings(reduced) { decision in
      decision.trace.steps.removeAll { $0.rule == "SEQ-3" }
    }
    #expect(
      found == ["PAY-SEQUESTRATION: line 1: something was kept, although no rule said so"])
  }

  @Test("SEQ-1: what was kept of another line of business is found")
  func sequestrationOfOthers() async throws {
    let found = try await findings(reduced) { decision in
      for step in decision.trace.steps.indices {
        for fact in decision.trace.steps[step].facts.indices
        where decision.trace.steps[step].facts[fact].name == "line_of_business" {
          decision.trace.steps[step].facts[fact].value = "commercial_group"
        }
      }
    }
    #expect(
      found == ["PAY-SEQUESTRATION: line 1: something was kept of a payment that is not reduced"])
  }

  @Test("SEQ-2: a rate that began after the day of service is found")
  func sequestrationTooEarly() async throws {
    let found = try await findings(reduced) { decision in
      for step in decision.trace.steps.indices {
        for fact in decision.trace.steps[step].facts.indices
        where decision.trace.steps[step].facts[fact].name == "from" {
          decision.trace.steps[step].facts[fact].value = "2999-01-01"
        }
      }
    }
    #expect(found == ["PAY-SEQUESTRATION: line 1: the rate that was applied cannot be read"])
  }

  @Test(
    "A line that breaks a law of prices and shares is found, whatever its sums are",
    arguments: [
      ("price, share and reductions do not give the payment", 0),
      ("the patient bears what the provider must", 1),
      ("it is denied and paid", 2),
      ("an adjustment is repeated", 3),
      ("it is paid, although it is paid outside the claim", 4),
      ("the patient's share is not between nothing and the price", 5),
    ])
  func lineLaws(finding: String, change: Int) async throws {
    let found = try await findings(ClaimMessage()) { decision in
      switch change {
      case 0: decision.lines[0].allowed = .with { $0.cents = 10_999 }
      case 1: decision.lines[0].adjustments[0].group = "PR"
      case 2:
        decision.lines[0].isDenied = true
        decision.lines[0].reason = "DUP"
        decision.lines[0].reasons = ["DUP"]
      case 3: decision.lines[0].adjustments[1] = decision.lines[0].adjustments[0]
      case 4: decision.lines[0].adjustments[0].code = "24"
      default: decision.lines[0].allowed = .with { $0.cents = 2_000 }
      }
      decision.makeSumsAgree()
    }
    #expect(found.contains("PAY-LINE: line 1: \(finding)"), "\(found)")
  }
}

extension PaymentV1.ClaimDecision {
  /// Gives lines and claim the sums of their amounts, so that a reader takes them.
  fileprivate mutating func makeSumsAgree() {
    var (paid, share): (Int64, Int64) = (0, 0)
    for index in lines.indices {
      let adjustments = lines[index].adjustments
      let sum = adjustments.reduce(Int64(0)) { $0 + ($1.amount?.cents ?? 0) }
      let cents = (lines[index].charge?.cents ?? 0) - sum
      lines[index].paid = .with { $0.cents = cents }
      paid += cents
      share += adjustments.filter { $0.group == "PR" }.reduce(0) { $0 + ($1.amount?.cents ?? 0) }
    }
    (self.paid, patientShare) = (.with { $0.cents = paid }, .with { $0.cents = share })
  }
}
