import Domain
import DomainMessages
import Messages
import Payment
import Protobuf
import RPC
import Storage
import Testing

@Suite("What members use of limits")
struct LimitTests {
  private func therapy(
    _ claimID: String, day: Int = 0, visits: Int? = 2, dollars: Int64? = nil,
    _ change: (inout ClaimMessage) -> Void = { _ in }
  ) -> ClaimMessage {
    ClaimMessage(claimID) {
      $0.benefit.copay = .zero
      $0.benefit.visitsMax = visits
      $0.benefit.dollarsMax = dollars.map { Money(cents: $0) }
      $0.day = ClaimMessage.dayOfService.adding(days: day)
      change(&$0)
    }
  }

  @Test("LIMIT-1: claims use the visits of a year, and a visit of two claims counts once")
  func visits() async throws {
    let payment = try PaymentFixture()
    let claims = [therapy("C1"), therapy("C2"), therapy("C3", day: 1), therapy("C4", day: 2)]
    var denied: [Bool] = []
    for claim in claims {
      denied.append(try await payment.decide(claim.message).lines[0].isDenied)
    }
    #expect(denied == [false, false, false, true])
    #expect(try await payment.limits() == ["office_visit 2 33000"])
    let again = try await payment.decide(therapy("C5", day: 1).message)
    #expect(!again.lines[0].isDenied)
    #expect(again.limitVisitsBefore.count == 1)
    #expect(again.limitsBefore.map(\.visits) == [2])
    #expect(try await payment.violations() == [])
  }

  @Test("LIMIT-3: a visit is free when the last claim that used it is taken back")
  func takenBack() async throws {
    let payment = try PaymentFixture()
    for claim in [therapy("C1"), therapy("C2"), therapy("C3", day: 1)] {
      _ = try await payment.decide(claim.message)
    }
    _ = try await payment.takeBack(ReversalMessage("C1"))
    #expect(try await payment.limits() == ["office_visit 2 22000"])
    #expect(try await payment.decide(therapy("C4", day: 2).message).lines[0].isDenied)
    _ = try await payment.takeBack(ReversalMessage("C2"))
    #expect(try await payment.limits() == ["office_visit 1 11000"])
    #expect(try await !payment.decide(therapy("C5", day: 2).message).lines[0].isDenied)
    #expect(try await payment.violations() == [])
  }

  @Test("LIMIT-3: a version that takes another's place uses what that one had used")
  func replaced() async throws {
    let payment = try PaymentFixture()
    let aid = therapy("C1", visits: 1, dollars: 15_000)
    _ = try await payment.decide(aid.message)
    #expect(try await payment.limits() == ["office_visit 1 11000"])
    let replacement = aid.replacing { $0.fee = 18_500 }.message
    let next = try #require(try await payment.adjudicate([replacement]).first)
    let decision = try #require(next.made)
    #expect(decision.lines[0].allowed?.cents == 15_000)
    #expect(decision.limitVisitsBefore == [] && decision.limitsBefore == [])
    #expect(next.reversal?.limitPostings.map(\.uses) == [-1])
    #expect(try await payment.limits() == ["office_visit 1 15000"])
    #expect(try await payment.violations() == [])
  }

  @Test("LIMIT-2: claims in one batch share what is left of an amount, to the cent")
  func amountInBatch() async throws {
    let payment = try PaymentFixture()
    let claims = (1...40).map { number in
      therapy("C\(number)", day: number, visits: nil, dollars: 100_000) {
        $0.charge = 9_999
        $0.fee = 7_777
      }.message
    }
    let results = try await payment.adjudicate(claims)
    let allowed = results.compactMap(\.made).flatMap(\.lines).compactMap(\.allowed?.cents)
    #expect(allowed.reduce(0, +) == 100_000)
    #expect(allowed.prefix(12).allSatisfy { $0 == 7_777 })
    #expect(allowed[12] == 100_000 - 12 * 7_777)
    #expect(allowed.dropFirst(13).allSatisfy { $0 == 0 })
    #expect(try await payment.limits() == ["office_visit 13 100000"])
    #expect(try await payment.violations() == [])
  }

  @Test("Many batches at once never use more of a limit than there is")
  func batchesAtOnce() async throws {
    let payment = try PaymentFixture()
    let messages = (1...64).map { number in
      therapy("C\(number)", day: number % 9, visits: 5, dollars: 60_000).message
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for message in messages {
        group.addTask { _ = try await payment.adjudicate([message]) }
      }
      try await group.waitForAll()
    }
    let used = try #require(try await payment.limits().first).split(separator: " ")
    #expect(used.last == "60000")
    #expect((1...5).contains(Int(used[1]) ?? 0), "\(used)")
    #expect(try await payment.violations() == [])
  }

  @Test("LIMIT-3: opening balances are used before the first claim, and loaded once")
  func openings() async throws {
    let payment = try PaymentFixture()
    let load = [PaymentV1.LimitBalance.used(visits: 1, cents: 5_000)]
    #expect(try await payment.load(limits: load) == 1)
    #expect(try await payment.load(limits: load) == 1)
    #expect(try await payment.limits() == ["office_visit 1 5000"])
    let decisions = [
      try await payment.decide(therapy("C1").message),
      try await payment.decide(therapy("C2", day: 1).message),
    ]
    #expect(decisions.map { $0.lines[0].isDenied } == [false, true])
    #expect(decisions[0].limitsBefore.map(\.visits) == [1])
    let late = await #expect(throws: RPCError.self) {
      try await payment.load(limits: load, id: "load-2")
    }
    #expect(late?.reason == "ALREADY_RUNNING")
    #expect(try await payment.violations() == [])
  }

  @Test("A wrong opening balance of a limit refuses the load and names its place")
  func wrongOpenings() async throws {
    let payment = try PaymentFixture()
    let good = PaymentV1.LimitBalance.used(visits: 1, cents: 0)
    let wrong = [
      PaymentV1.LimitBalance.used(visits: -1, cents: 0),
      .used(visits: .max, cents: 0), .used(visits: 0, cents: -1), good,
    ]
    for mistake in wrong {
      let error = await #expect(throws: RPCError.self) {
        try await payment.load(limits: [good, mistake])
      }
      #expect(error?.message.hasPrefix("limits[1]") == true, "\(String(describing: error))")
    }
    #expect(try await payment.limits() == [])
  }

  @Test("The same decision is made again from what the first one says was used before it")
  func evaluatedAgain() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(therapy("C1", dollars: 15_000).message)
    let second = therapy("C2", dollars: 15_000).message
    let decision = try await payment.decide(second)
    let again = try await payment.evaluate(
      .with {
        $0.adjudication = second
        $0.limits = decision.limitsBefore
        $0.limitVisits = decision.limitVisitsBefore
      })
    #expect(again == decision)
    #expect(decision.lines[0].allowed?.cents == 4_000)
  }
}

extension PaymentV1.AdjudicationResult {
  /// The decision; nothing for a refusal.
  fileprivate var made: PaymentV1.ClaimDecision? {
    if case .decision(let decision) = result { decision } else { nil }
  }
}

extension PaymentV1.LimitBalance {
  /// What member `M1` used of office visits.
  static func used(visits: Int64, cents: Int64) -> PaymentV1.LimitBalance {
    .with {
      $0.memberID = "M1"
      $0.productID = "COM-HMO"
      $0.planYearStart = ClaimMessage.planYearStart.message
      $0.category = "office_visit"
      $0.visits = visits
      $0.amount = Money(cents: cents).message
    }
  }
}
