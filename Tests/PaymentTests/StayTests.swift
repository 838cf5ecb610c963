import Domain
import Messages
import RPC
import Testing

@Suite("A stay is posted as a whole")
struct StayTests {
  private func stay(
    _ claimID: String, _ change: (inout ClaimMessage) -> Void = { _ in }
  ) -> ClaimMessage {
    ClaimMessage(claimID) {
      $0.charge = 2_000_000
      $0.fee = 1_000_000
      $0.benefit.copay = Money(cents: 25_000)
      $0.benefit.copayUnit = .day
      $0.benefit.copayDays = BenefitRow.CopayDays(first: 1, last: 3)
      $0.clause = .passThrough
      $0.terms.lineOfBusiness = .medicareAdvantage
      $0.stay = Stay(
        admission: $0.day, discharge: $0.day.adding(days: 4), diagnosisRelatedGroup: "470",
        accommodations: [Stay.Accommodation(revenueCode: "0120", days: 4)])
      change(&$0)
    }
  }

  @Test("STAY-1: decided, paid, replaced and taken back as line 0, the store stays sound")
  func posted() async throws {
    let payment = try PaymentFixture()
    let decision = try await payment.decide(stay("C1").message)
    #expect(decision.lines.map(\.lineNumber) == [0])
    #expect(decision.paid?.cents == 906_500)
    #expect(try await payment.decide(stay("C1").message) == decision)
    _ = try await payment.decide(
      stay("C2") {
        $0.benefit.isDeductibleApplied = true
        $0.benefit.coinsurance = BasisPoints(2_000)
        $0.day = $0.day.adding(days: 10)
        $0.stay?.admission = $0.day
        $0.stay?.discharge = $0.day.adding(days: 4)
        $0.withhold = BasisPoints(1_000)
      }.message)
    _ = try await payment.decide(stay("C3") { $0.reasons = [.duplicate] }.message)
    #expect(try await payment.violations() == [])
    let replaced = try await payment.decide(stay("C1").replacing { $0.fee = 900_000 }.message)
    #expect(replaced.paid?.cents == 808_500)
    _ = try await payment.takeBack(ReversalMessage("C2"))
    #expect(try await payment.violations() == [])
  }

  @Test("STAY-1: a stay beside lines, or line 0 without one, is refused and posts nothing")
  func refused() async throws {
    let payment = try PaymentFixture()
    var message = stay("C1").message
    message.lines += ClaimMessage("C1").message.lines
    var bare = stay("C2").message
    bare.lines[0].stay = nil
    for claim in [message, bare] {
      guard case .refusal(let refusal) = try await payment.adjudicate([claim]).first?.result else {
        Issue.record("it was decided")
        continue
      }
      #expect(refusal.reason == "FACTS_CONTRADICT")
    }
    #expect(try await payment.violations() == [])
  }
}
