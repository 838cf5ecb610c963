import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import Storage
import Testing

@Suite("Claims are decided and posted in one transaction")
struct AdjudicationTests {
  @Test("A visit is priced, shared and added to the running amounts")
  func decides() async throws {
    let payment = try PaymentFixture()
    let decision = try await payment.decide(ClaimMessage().message)
    #expect(decision.paid?.cents == 8_500)
    #expect(decision.patientShare?.cents == 2_500)
    #expect(decision.lines[0].adjustments.map { "\($0.group)-\($0.code)" } == ["CO-45", "PR-3"])
    #expect(
      try await payment.amounts() == [
        "member out_of_pocket": 2_500, "family out_of_pocket": 2_500, "member deductible": 0,
        "family deductible": 0,
      ])
    #expect(try await payment.violations() == [])
  }

  @Test("A repeated request is answered with the same bytes and posts nothing")
  func repeats() async throws {
    let payment = try PaymentFixture()
    let claim = ClaimMessage().message
    let first = try await payment.decide(claim).protobufBytes()
    let amounts = try await payment.amounts()
    for _ in 0..<3 { #expect(try await payment.decide(claim).protobufBytes() == first) }
    #expect(try await payment.amounts() == amounts)
  }

  @Test("A store that is opened again gives the same answers")
  func reopened() async throws {
    let payment = try PaymentFixture()
    let claim = ClaimMessage().message
    let first = try await payment.adjudicate([claim])
    await payment.store.close()
    let store = try PaymentFixture.open(payment.folder)
    let again = try await PaymentHandlerCall.adjudicate([claim], store, payment.context)
    #expect(again == first)
    await store.close()
  }

  @Test("The key of another request is refused, and the other claims of the batch stand")
  func keyReused() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage("C1").message)
    let results = try await payment.adjudicate([
      ClaimMessage("C1") { $0.charge = 99_900 }.message, ClaimMessage("C2").message,
    ])
    guard case .refusal(let refusal) = results[0].result else {
      Issue.record("the key was accepted")
      return
    }
    #expect(refusal.code == Int32(RPCStatusCode.aborted.rawValue))
    #expect(refusal.reason == "KEY_REUSED")
    guard case .decision = results[1].result else {
      Issue.record("the other claim was refused")
      return
    }
  }

  @Test("A version that one attempt decided is not decided by another")
  func versionDecided() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    let refusal = try await payment.refusal(ClaimMessage { $0.attempt = 2 }.message)
    #expect(refusal?.reason == "VERSION_DECIDED")
    #expect(try await payment.amounts()["member out_of_pocket"] == 2_500)
  }

  @Test("The claims of a batch see in order what the earlier ones added")
  func orderInBatch() async throws {
    let payment = try PaymentFixture()
    let claims = (1...3).map { ClaimMessage.coinsured("C\($0)", allowed: 70_000).message }
    let shares = try await payment.adjudicate(claims).map { result -> Int64? in
      guard case .decision(let decision) = result.result else { return nil }
      return decision.patientShare?.cents
    }
    // 700.00 of the deductible; then 300.00 and 20 % of 400.00; then 20 % of 700.00.
    #expect(shares == [70_000, 38_000, 14_000])
    #expect(try await payment.amounts()["family deductible"] == 100_000)
  }

  @Test("SHARE-2: a second claim of the same visit has no copay")
  func copayAcrossClaims() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage("C1").message)
    let second = try await payment.decide(ClaimMessage("C2").message)
    #expect(second.patientShare?.cents == 0)
    #expect(second.copayVisitsBefore.count == 1)
    let nextDay = ClaimMessage("C3") { $0.day = $0.day.adding(days: 1) }
    #expect(try await payment.decide(nextDay.message).patientShare?.cents == 2_500)
    let otherMember = ClaimMessage("C4") { $0.memberID = "M2" }
    #expect(try await payment.decide(otherMember.message).patientShare?.cents == 2_500)
    #expect(try await payment.violations() == [])
  }

  @Test("A claim whose facts are incomplete is refused and leaves nothing behind")
  func refusedLeavesNothing() async throws {
    let payment = try PaymentFixture()
    let refusal = try await payment.refusal(ClaimMessage { $0.fee = nil }.message)
    #expect(refusal?.code == Int32(RPCStatusCode.failedPrecondition.rawValue))
    #expect(refusal?.reason == "FACTS_INCOMPLETE" && refusal?.lineNumber == 1)
    #expect(try await payment.amounts() == [:])
    #expect(try await payment.decide(ClaimMessage().message).paid?.cents == 8_500)
  }

  @Test("A denied claim is posted as a denial and moves no amount")
  func denied() async throws {
    let payment = try PaymentFixture()
    let decision = try await payment.decide(
      ClaimMessage { $0.reasons = [.referralMissing] }.message)
    #expect(decision.lines[0].reason == "REF_NONE")
    #expect(decision.paid?.cents == 0)
    #expect(try await payment.amounts() == [:])
    #expect(try await payment.violations() == [])
  }

  @Test("More than 1,024 claims are no batch; 1,024 are")
  func batchSize() async throws {
    let payment = try PaymentFixture()
    let claims = (1...1_025).map { number in
      ClaimMessage("C\(number)") { $0.memberID = "M\(number)" }.message
    }
    await #expect(throws: RPCError.self) { try await payment.adjudicate(claims) }
    let results = try await payment.adjudicate(Array(claims.dropLast()))
    #expect(results.count == 1_024)
    #expect(
      results.allSatisfy { result in
        if case .decision = result.result { true } else { false }
      })
    #expect(try await payment.violations() == [])
  }

  @Test("A claim of 999 lines is decided, and its answer fits into a message twice over")
  func longestClaim() async throws {
    let payment = try PaymentFixture()
    var claim = ClaimMessage.coinsured("C1", allowed: 7).message
    claim.lines = (1...999).map { number in claim.lines[0].with { $0.lineNumber = number } }
    let coverage = try #require(claim.coverage?.lines.first)
    claim.coverage?.lines = (1...999).map { number in coverage.with { $0.lineNumber = number } }
    let contract = try #require(claim.contract?.lines.first)
    claim.contract?.lines = (1...999).map { number in contract.with { $0.lineNumber = number } }
    let first = try await payment.decide(claim).protobufBytes()
    #expect(first.count * 2 < ProtobufLimits.defaults.messageBytesMax)
    #expect(try await payment.decide(claim).protobufBytes() == first)
    #expect(try await payment.violations() == [])
  }

  @Test("64 batches at once on one family share out its limit exactly")
  func concurrentFamily() async throws {
    let payment = try PaymentFixture()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for batch in 0..<64 {
        group.addTask {
          let claims = (0..<4).map { number in
            ClaimMessage.coinsured("C\(batch)-\(number)", allowed: 100_000) {
              $0.memberID = "M\(number)"
            }.message
          }
          _ = try await payment.adjudicate(claims)
        }
      }
      try await group.waitForAll()
    }
    let amounts = try await payment.amounts(member: "M0")
    #expect(amounts["family out_of_pocket"] == 1_200_000)
    #expect(amounts["family deductible"] == 200_000)
    var members: Int64 = 0
    for number in 0..<4 {
      let member = try await payment.amounts(member: "M\(number)")["member out_of_pocket"] ?? 0
      #expect(member <= 600_000)
      members += member
    }
    #expect(members == 1_200_000)
    #expect(try await payment.violations() == [])
  }

  @Test("The same claim sent 64 times at once is decided once")
  func concurrentRepeats() async throws {
    let payment = try PaymentFixture()
    let claim = ClaimMessage().message
    let answers = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<64 {
        group.addTask { try await payment.decide(claim).protobufBytes() }
      }
      return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
    }
    #expect(answers.count == 1)
    #expect(try await payment.amounts()["member out_of_pocket"] == 2_500)
  }

  @Test("SEQ-2: G09, the store begins with the rates of the law, each from its day")
  func sequestrationRates() async throws {
    let payment = try PaymentFixture()
    let claim = ClaimMessage.coinsured("C1", allowed: 10_000) {
      $0.terms.lineOfBusiness = .medicareAdvantage
      $0.clause = .passThrough
      $0.benefit.isDeductibleApplied = false
    }
    let rates: [(day: String, taken: Int64)] = [
      ("2013-03-31", 0), ("2013-04-01", 160), ("2020-04-30", 160), ("2020-05-01", 0),
      ("2022-03-31", 0), ("2022-04-01", 80), ("2022-06-30", 80), ("2022-07-01", 160),
      ("2026-11-21", 160),
    ]
    for (day, taken) in rates {
      var dated = claim
      dated.claimID = day
      dated.day = try #require(Day(iso: day))
      #expect(try await payment.decide(dated.message).paid?.cents == 8_000 - taken, "\(day)")
    }
  }
}

extension ProtobufMessage {
  fileprivate func with(_ change: (inout Self) -> Void) -> Self {
    var message = self
    change(&message)
    return message
  }
}
