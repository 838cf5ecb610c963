import Messages
import Payment
import Protobuf
import Testing

@Suite("An attempt is given up, or its decision is found")
struct WithdrawalTests {
  @Test(
    "WITHDRAW-1: a late request for a withdrawn attempt is refused, and the next attempt is decided"
  )
  func lateRequest() async throws {
    let payment = try PaymentFixture()
    let withdrawn = try await payment.withdraw(ClaimMessage().message.key)
    #expect(withdrawn == .withdrawn(.with { $0.attempt = 1 }))
    #expect(try await payment.refusal(ClaimMessage().message)?.reason == "WITHDRAWN")
    let next = try await payment.decide(ClaimMessage { $0.attempt = 2 }.message)
    #expect(next.paid?.cents == 8_500)
    #expect(try await payment.violations() == [])
  }

  @Test(
    "WITHDRAW-1: a decision that was made is given with its attempt, whichever attempt is withdrawn"
  )
  func madeDecision() async throws {
    let payment = try PaymentFixture()
    let decision = try await payment.decide(ClaimMessage().message)
    for attempt in [Int32(1), 2] {
      let result = try await payment.withdraw(ClaimMessage { $0.attempt = attempt }.message.key)
      #expect(
        result
          == .made(
            .with {
              $0.attempt = 1
              $0.decision = decision
            }))
    }
    #expect(try await payment.decide(ClaimMessage().message) == decision)
  }

  @Test("A withdrawal that is repeated changes nothing")
  func repeated() async throws {
    let payment = try PaymentFixture()
    let key = ClaimMessage().message.key
    let first = try await payment.withdraw(key)
    #expect(try await payment.withdraw(key) == first)
  }

  @Test("A withdrawal without a key is refused alone")
  func withoutKey() async throws {
    let payment = try PaymentFixture()
    guard case .refusal(let refusal) = try await payment.withdraw(nil) else {
      Issue.record("a withdrawal without a key was accepted")
      return
    }
    #expect(refusal.reason == "FIELD_INVALID")
  }
}

extension PaymentFixture {
  /// Withdraws one attempt.
  func withdraw(
    _ key: TypeV1.StepKey?
  ) async throws -> PaymentV1.WithdrawalResult.Result? {
    try await PaymentHandler(store: store).withdrawAdjudication(
      .with { $0.withdrawals = [.with { $0.key = key }] }, context: context
    ).results.first?.result
  }
}
