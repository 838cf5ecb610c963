import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import Storage
import Testing

@Suite("Versions are taken back in one transaction")
struct ReversalTests {
  @Test("G40: REV-1: a void takes every cent back, and the store is sound")
  func void() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    let reversal = try await payment.takeBack(ReversalMessage())
    #expect(reversal.version == 2)
    #expect(reversal.reversesVersion == 1)
    #expect(reversal.claimStatusCode == 22)
    #expect(reversal.charge?.cents == -18_500)
    #expect(reversal.paid?.cents == -8_500)
    #expect(reversal.patientShare?.cents == -2_500)
    #expect(reversal.lines[0].remarks == ["N693"])
    #expect(try await payment.amounts().values.allSatisfy { $0 == 0 })
    #expect(try await payment.accounts().allSatisfy { $0.value == 0 })
    #expect(try await payment.violations() == [])
  }

  @Test("REV-1: a repeated reversal is answered with the same bytes and takes nothing back twice")
  func repeated() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    let message = ReversalMessage().message
    let results = try await payment.reverse([message, message])
    #expect(results[0] == results[1])
    #expect(try await payment.reverse([message]) == [results[0]])
    let other = ReversalMessage { $0.reason = .retroactiveTermination }.message
    #expect(try await payment.reverse([other]).map(\.refusal) == ["10 KEY_REUSED"])
    #expect(try await payment.accounts().allSatisfy { $0.value == 0 })
    #expect(try await payment.violations() == [])
  }

  @Test("REV-4: a version that is unknown, reversed or not the current one is not taken back")
  func refusals() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.adjudicate([ClaimMessage("C1").message, ClaimMessage("C2").message])
    let unknown = try await payment.reverse([
      ReversalMessage("C9").message, ReversalMessage("C1") { $0.reversedVersion = 2 }.message,
    ])
    #expect(unknown.map(\.refusal) == ["5 VERSION_UNKNOWN", "5 VERSION_UNKNOWN"])
    _ = try await payment.takeBack(ReversalMessage("C1"))
    let again = ReversalMessage("C1") { $0.attempt = 2 }.message
    #expect(try await payment.reverse([again]).map(\.refusal) == ["9 VERSION_REVERSED"])
    let ofReversal = ReversalMessage("C1") { $0.reversedVersion = 2 }.message
    #expect(try await payment.reverse([ofReversal]).map(\.refusal) == ["9 VERSION_REVERSED"])
    _ = try await payment.decide(ClaimMessage("C1") { $0.version = 3 }.message)
    #expect(try await payment.reverse([again]).map(\.refusal) == ["10 VERSION_STALE"])
    #expect(try await payment.violations() == [])
  }

  @Test("REV-4: two replacements at once: one wins, whatever the order")
  func twoReplacements() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    let results = try await withThrowingTaskGroup(of: String.self) { group in
      for attempt in Int32(1)...8 {
        group.addTask {
          let message = ReversalMessage {
            $0.attempt = attempt
            $0.reason = .providerReplacement
          }.message
          return try await payment.reverse([message])[0].refusal
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.count { $0.isEmpty } == 1)
    #expect(results.count { $0 == "9 VERSION_REVERSED" } == 7)
    #expect(try await payment.violations() == [])
  }

  @Test("REV-4: while a version stands no other version of the claim is decided")
  func standingVersion() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    let second = ClaimMessage {
      $0.version = 3
      $0.charge = 9_000
    }
    #expect(try await payment.refusal(second.message)?.reason == "VERSION_STANDS")
    _ = try await payment.takeBack(ReversalMessage { $0.reason = .providerReplacement })
    #expect(try await payment.decide(second.message).charge?.cents == 9_000)
    let third = try await payment.takeBack(ReversalMessage { $0.reversedVersion = 3 })
    #expect(third.version == 4)
    #expect(try await payment.accounts().allSatisfy { $0.value == 0 })
    #expect(try await payment.violations() == [])
  }

  @Test("REV-3: the copay of a visit stays with the claim that took it")
  func copayStays() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage("C1").message)
    _ = try await payment.takeBack(ReversalMessage("C1"))
    let later = try await payment.decide(ClaimMessage("C2").message)
    #expect(later.patientShare?.cents == 0)
    #expect(try await payment.violations() == [])
  }

  @Test("REV-1: a withdrawal that finds a reversal gives it with its attempt")
  func withdrawn() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    let reversal = try await payment.takeBack(ReversalMessage { $0.attempt = 4 })
    let key = ClaimMessage { $0.version = 2 }.message.key
    #expect(
      try await payment.withdraw(key)
        == .made(
          .with {
            $0.attempt = 4
            $0.decision = reversal
          }))
  }

  @Test("REV-1: only a reversal has amounts below zero, and it has none above")
  func signs() async throws {
    let payment = try PaymentFixture()
    let decision = try await payment.decide(ClaimMessage().message)
    let reversal = try await payment.takeBack(ReversalMessage())
    #expect(throws: Never.self) { try ClaimDecision(decision) }
    #expect(throws: Never.self) { try ClaimDecision(reversal) }
    let changes: [(PaymentV1.ClaimDecision, (inout PaymentV1.ClaimDecision) -> Void)] = [
      (decision, { $0.reversesVersion = 1 }), (reversal, { $0.reversesVersion = 0 }),
      (decision, { $0.claimStatusCode = 22 }), (reversal, { $0.claimStatusCode = 1 }),
      (decision, { $0.postings[0].amount?.cents = -1 }),
      (reversal, { $0.postings[0].amount?.cents = 1 }),
      (decision, { $0.lines[0].allowed?.cents = -1 }),
      (reversal, { $0.lines[0].allowed?.cents = 1 }),
    ]
    for (index, (message, change)) in changes.enumerated() {
      var changed = message
      change(&changed)
      #expect(throws: MessageError.self, "change \(index)") { try ClaimDecision(changed) }
    }
  }

  @Test("REV-1: a wrong field refuses its reversal alone")
  func wrongFields() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    let changes: [(inout PaymentV1.Reversal) -> Void] = [
      { $0.key = nil }, { $0.key?.step = "adjudicate" }, { $0.key?.version = 3 },
      { $0.key?.version = 1 }, { $0.key?.claimID = "" }, { $0.key?.attempt = 0 },
      { $0.reversedVersion = 0 }, { $0.reversedVersion = .min }, { $0.businessTime = nil },
      { $0.reason = .unspecified }, { $0.reason = PaymentV1.ReversalReason(rawValue: 99) },
    ]
    let wrong = changes.map { change in
      var message = ReversalMessage().message
      change(&message)
      return message
    }
    let results = try await payment.reverse(wrong + [ReversalMessage().message])
    #expect(results.dropLast().allSatisfy { $0.refusal == "3 FIELD_INVALID" })
    #expect(results.last?.refusal == "")
    await #expect(throws: RPCError.self) {
      try await payment.reverse(
        Array(repeating: ReversalMessage().message, count: 1_025))
    }
  }

  @Test("ENCOUNTER-1: an encounter is decided, reversed, and refused when it would be paid")
  func encounter() async throws {
    let payment = try PaymentFixture()
    var paying = ClaimMessage("C1").message
    paying.isEncounter = true
    let refusal = try await payment.refusal(paying)
    #expect(refusal?.reason == "ENCOUNTER_PAYS")
    #expect(refusal?.code == 9)
    let evaluation = PaymentV1.EvaluateAdjudicationRequest.with { $0.adjudication = paying }
    await #expect(throws: RPCError.self) { try await payment.evaluate(evaluation) }
    var capitated = ClaimMessage("C2").message
    capitated.isEncounter = true
    capitated.contract?.lines[0].feeMethod = .capitated
    #expect(try await payment.decide(capitated).paid?.cents == 0)
    #expect(try await payment.takeBack(ReversalMessage("C2")).paid?.cents == 0)
    #expect(try await payment.violations() == [])
  }

  @Test("REV-1: when every random claim is taken back, everything is as it was")
  func allTakenBack() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("all taken back: seed \(seed)")
    var random = SplitMix(seed: seed)
    let payment = try PaymentFixture()
    _ = try await payment.load([
      opening("member", "deductible", 30_000), opening("family", "out_of_pocket", 70_000),
    ])
    let before = try await payment.amounts()
    let claims = (1...60).map { ClaimMessage.random("C\($0)", &random) }
    let decided = try await payment.adjudicate(claims.map(\.message))
    #expect(decided.count { if case .decision = $0.result { true } else { false } } == 60)
    #expect(try await payment.amounts() != before)
    let order = claims.map(\.claimID).shuffled(using: &random)
    let results = try await payment.reverse(order.map { ReversalMessage($0).message })
    #expect(results.allSatisfy { $0.refusal.isEmpty })
    let after = try await payment.amounts()
    #expect(after.filter { $0.value != 0 } == before.filter { $0.value != 0 })
    #expect(try await payment.accounts().allSatisfy { $0.value == 0 })
    #expect(try await payment.violations() == [])
  }
}
