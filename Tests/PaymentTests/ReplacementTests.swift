import Domain
import DomainMessages
import Messages
import Protobuf
import Storage
import Testing

@Suite("A version takes the place of another in one transaction")
struct ReplacementTests {
  @Test("G39: REPLACE-1: the old version is taken back, the new one decided as if it had not been")
  func replaced() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    let before = try await payment.amounts()
    let result = try await payment.result(
      of: ClaimMessage().replacing {
        $0.charge = 24_000
        $0.fee = 15_500
      }.message)
    let reversal = try #require(result.reversal)
    #expect(reversal.version == 2)
    #expect(reversal.reversesVersion == 1)
    #expect(reversal.paid?.cents == -8_500)
    #expect(reversal.lines[0].remarks == ["N694"])
    let decision = try #require(result.decision)
    #expect(decision.version == 3)
    #expect(decision.paid?.cents == 13_000)
    #expect(decision.patientShare?.cents == 2_500)
    #expect(decision.copayVisitsBefore == [])
    #expect(try await payment.amounts() == before)
    #expect(try await payment.accounts()["claims_expense"] == 13_000)
    #expect(try await payment.violations() == [])
  }

  @Test("REPLACE-1: a deductible that the old version had met is asked for again, and only once")
  func deductible() async throws {
    let payment = try PaymentFixture()
    let first = ClaimMessage.coinsured("C1", allowed: 80_000)
    _ = try await payment.decide(first.message)
    _ = try await payment.decide(ClaimMessage.coinsured("C2", allowed: 30_000).message)
    #expect(try await payment.amounts()["member deductible"] == 100_000)
    let result = try await payment.result(
      of: first.replacing {
        $0.charge = 50_000
        $0.fee = 50_000
      }.message)
    // Without version 1 the other claim alone has met 200.00 of 1,000.00.
    let decision = try #require(result.decision)
    #expect(decision.lines[0].adjustments.map(\.label) == ["PR-1 50000"])
    #expect(try await payment.amounts()["member deductible"] == 70_000)
    #expect(try await payment.violations() == [])
  }

  @Test("REPLACE-1: a repeated request is answered with the same bytes and posts nothing twice")
  func repeated() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    let replacement = ClaimMessage().replacing().message
    let results = try await payment.adjudicate([replacement, replacement])
    #expect(results[0] == results[1])
    #expect(results[0].reversal != nil)
    #expect(try await payment.adjudicate([replacement]) == [results[0]])
    #expect(try await payment.accounts()["claims_expense"] == 8_500)
    #expect(try await payment.violations() == [])
  }

  @Test("REPLACE-1: of two replacements of one version one is decided and the other is stale")
  func stale() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    _ = try await payment.decide(ClaimMessage().replacing().message)
    let late = ClaimMessage().replacing { $0.attempt = 2 }
    #expect(try await payment.refusal(late.message)?.reason == "VERSION_DECIDED")
    _ = try await payment.decide(ClaimMessage().replacing(3).message)
    let unknown = try await payment.refusal(ClaimMessage("C2").replacing().message)
    #expect(unknown?.reason == "VERSION_UNKNOWN")
    let ofReversal = try await payment.refusal(ClaimMessage().replacing(4).message)
    #expect(ofReversal?.reason == "VERSION_STALE")
    #expect(try await payment.violations() == [])
  }

  @Test("REPLACE-1: a refused replacement leaves the version that stands as it was")
  func refused() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    let (amounts, accounts) = (try await payment.amounts(), try await payment.accounts())
    var paying = ClaimMessage().replacing().message
    paying.isEncounter = true
    #expect(try await payment.refusal(paying)?.reason == "ENCOUNTER_PAYS")
    #expect(try await payment.amounts() == amounts)
    #expect(try await payment.accounts() == accounts)
    #expect(try await payment.takeBack(ReversalMessage()).version == 2)
    #expect(try await payment.violations() == [])
  }

  @Test("REPLACE-1: a withdrawal that finds a replacement gives its reversal too")
  func withdrawn() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    let result = try await payment.result(of: ClaimMessage().replacing { $0.attempt = 3 }.message)
    let key = ClaimMessage().replacing().message.key
    #expect(
      try await payment.withdraw(key)
        == .made(
          .with {
            $0.attempt = 3
            $0.decision = result.decision
            $0.reversal = result.reversal
          }))
  }

  @Test("REPLACE-1: a wrong version or reason refuses its claim alone")
  func wrongFields() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    let changes: [(inout PaymentV1.Adjudication) -> Void] = [
      { $0.replaces?.version = 0 }, { $0.replaces?.version = 2 }, { $0.replaces?.version = .max },
      { $0.replaces?.version = .min }, { $0.key?.version = 2 },
      { $0.replaces?.reason = .unspecified },
      { $0.replaces?.reason = PaymentV1.ReversalReason(rawValue: 99) },
    ]
    for (index, change) in changes.enumerated() {
      var message = ClaimMessage().replacing().message
      change(&message)
      #expect(
        try await payment.refusal(message)?.reason == "FIELD_INVALID", "change \(index)")
    }
    #expect(try await payment.violations() == [])
  }

  @Test("REPLACE-1: chains of random replacements leave what the last versions alone would")
  func chains() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("chains of replacements: seed \(seed)")
    var random = SplitMix(seed: seed)
    let (chained, plain) = (try PaymentFixture(), try PaymentFixture())
    for number in 1...20 {
      let claimID = "C\(number)"
      var last = ClaimMessage.random(claimID, &random)
      _ = try await chained.decide(last.message)
      for link in 0..<Int.random(in: 0...3, using: &random) {
        last = ClaimMessage.random(claimID, &random).replacing(Int32(link * 2 + 1))
        _ = try await chained.decide(last.message)
      }
      last.version = 1
      last.replaces = nil
      _ = try await plain.decide(last.message)
    }
    let (left, alone) = (try await chained.accounts(), try await plain.accounts())
    #expect(left.filter { $0.value != 0 } == alone.filter { $0.value != 0 })
    #expect(try await chained.violations() == [])
  }
}

extension PaymentFixture {
  /// What one claim is answered.
  fileprivate func result(
    of claim: PaymentV1.Adjudication
  ) async throws -> PaymentV1.AdjudicationResult {
    try #require(try await adjudicate([claim]).first)
  }
}

extension PaymentV1.AdjudicationResult {
  /// The decision; nothing for a refusal.
  fileprivate var decision: PaymentV1.ClaimDecision? {
    if case .decision(let decision) = result { decision } else { nil }
  }
}

extension PaymentV1.Adjustment {
  /// Group, code and cents.
  fileprivate var label: String { "\(group)-\(code) \(amount?.cents ?? 0)" }
}
