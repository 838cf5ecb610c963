import Domain
import Messages
import Protobuf
import RPC
import SampleClaims
import Synchronization
import TestKit
import Testing

extension EndToEnd {
  @Suite("Many clients at once", .serialized)
  struct ContentionTests {
    private static let clientsCount = 64
    private static let repeatsCount = 100
    private static let deductibleMax: Int64 = 5_000
    private static let outOfPocketMax: Int64 = 925_000
    private static let outOfPocketUsed: Int64 = 900_000

    @Test(
      "64 clients use up one family's deductible and limit to the cent, and no read passes them")
    func oneFamily() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 64, claims: 20)
        try await suite.load(world)
        let claim = ClaimV1.Claim(try world.claim(telling: .sequestration))
        let watch = try FamilyWatch(suite, memberID: claim.patient?.memberID ?? "")
        try await watch.open(outOfPocket: Self.outOfPocketUsed)

        let isDone = Mutex(false)
        async let reads = watch.reads { isDone.withLock(\.self) }
        let decisions = try await Self.submitAll(claim, in: suite)
        isDone.withLock { $0 = true }
        let seen = try await reads

        #expect(decisions.count == Self.clientsCount)
        let share = Self.total(decisions, of: ["PR-1", "PR-2", "PR-3"])
        #expect(share == Self.outOfPocketMax - Self.outOfPocketUsed)
        #expect(Self.total(decisions, of: ["PR-1"]) == Self.deductibleMax)
        let cut = decisions.count { $0.lines.contains { $0.remarks.contains("N919") } }
        #expect(cut > 0 && cut < Self.clientsCount)
        #expect(seen.count > 1)
        for amounts in seen {
          #expect(amounts.allSatisfy { $0.deductible <= Self.deductibleMax })
          #expect(amounts.allSatisfy { $0.outOfPocket <= Self.outOfPocketMax })
        }
        let last = try await watch.read()
        #expect(last.map(\.deductible) == [Self.deductibleMax, Self.deductibleMax])
        #expect(last.map(\.outOfPocket) == [Self.outOfPocketMax, Self.outOfPocketMax])
        #expect(try await suite.violations() == [])
      }
    }

    @Test("100 identical submissions at once are one claim with one payment, under one number")
    func identical() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 100, claims: 20)
        try await suite.load(world)
        let claim = ClaimV1.Claim(try world.claim(telling: .primaryCareVisit))
        let answer = try world.answer(telling: .primaryCareVisit)
        let answers = try await withThrowingTaskGroup(of: ClaimV1.SubmitClaimResponse.self) {
          group in
          for _ in 0..<Self.repeatsCount {
            group.addTask { try await suite.submit(claim, requestID: "the same") }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(answers.compactMap { $0.summary?.claimID }).count == 1)
        #expect(answers.count { !$0.isRepeated } == 1)
        #expect(answers.allSatisfy { $0.summary?.paid?.cents == answer.paid.cents })
        #expect(try await suite.allClaims().count == 1)
        let again = try await suite.submit(claim, requestID: "another")
        #expect(again.decision?.lines.first?.adjustments.map(\.code) == ["18"])
        #expect(try await suite.violations() == [])
      }
    }

    @Test("100 submissions of one claim under keys of their own: one is paid, all others repeat it")
    func underManyKeys() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 101, claims: 20)
        try await suite.load(world)
        let claim = ClaimV1.Claim(try world.claim(telling: .primaryCareVisit))
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 0..<Self.repeatsCount {
            group.addTask { _ = try await suite.submit(claim, requestID: "key-\(number)") }
          }
          try await group.waitForAll()
        }
        let claims = try await suite.allClaims()
        #expect(claims.count == Self.repeatsCount)
        #expect(claims.count { $0.state == .payable } == 1)
        #expect(claims.count { $0.state == .denied } == Self.repeatsCount - 1)
        #expect(try await suite.violations() == [])
      }
    }

    // MARK: Parts

    /// The same service on 64 different days, each billed over a connection of its own.
    private static func submitAll(
      _ claim: ClaimV1.Claim, in suite: TestSuite
    ) async throws -> [PaymentV1.ClaimDecision] {
      try await withThrowingTaskGroup(of: PaymentV1.ClaimDecision?.self) { group in
        for number in 0..<clientsCount {
          var claim = claim
          claim.patientControlNumber = "CLIENT\(number)"
          claim.lines[0].from = claim.lines[0].from.map { day in
            .with { $0.days = day.days - Int32(number) }
          }
          let (sent, client) = (claim, try suite.newClient(.gateway, as: .hmo))
          group.addTask {
            let answer = try await ClaimV1.ClaimServiceClient(client: client).submitClaim(
              .with {
                $0.requestID = sent.patientControlNumber
                $0.claim = sent
                $0.waitFor = .decided
              }, options: .patient)
            await client.close()
            return answer.decision
          }
        }
        return try await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
      }
    }

    private static func total(_ decisions: [PaymentV1.ClaimDecision], of codes: [String]) -> Int64 {
      decisions.flatMap(\.lines).flatMap(\.adjustments)
        .filter { codes.contains("\($0.group)-\($0.code)") }
        .reduce(0) { $0 + ($1.amount?.cents ?? 0) }
    }
  }
}

/// Reads what a member and the family have used up.
private struct FamilyWatch: Sendable {
  /// What one holder has used up, in cents.
  struct Amounts: Sendable {
    var deductible: Int64 = 0
    var outOfPocket: Int64 = 0
  }

  /// 2026-01-01.
  private static let planYearStart = TypeV1.Day.with { $0.days = 20_454 }

  private let service: PaymentV1.PaymentAdministrationServiceClient
  private let member: String
  private let family: String

  init(_ suite: TestSuite, memberID: String) throws {
    service = PaymentV1.PaymentAdministrationServiceClient(
      client: try suite.client(.payment, as: .hmo))
    member = memberID
    family = "F" + memberID.dropFirst()
  }

  /// Lets both begin with so much of their limit used.
  func open(outOfPocket cents: Int64) async throws {
    let balances = [("member", member), ("family", family)].map { scope, holder in
      PaymentV1.AccumulatorBalance.with {
        $0.scope = scope
        $0.holder = holder
        $0.productID = "MA-HMO"
        $0.planYearStart = FamilyWatch.planYearStart
        $0.kind = "out_of_pocket"
        $0.amount = .with { $0.cents = cents }
      }
    }
    _ = try await service.loadOpeningBalances(
      .with {
        $0.requestID = "contention"
        $0.balances = balances
      }, options: .patient)
  }

  /// What member and family have used up, in this order.
  func read() async throws -> [Amounts] {
    let answer = try await service.getAccumulators(
      .with {
        $0.memberID = member
        $0.familyID = family
        $0.productID = "MA-HMO"
        $0.planYearStart = FamilyWatch.planYearStart
      }, options: .patient)
    return [member, family].map { holder in
      answer.balances.filter { $0.holder == holder }.reduce(into: Amounts()) { sum, balance in
        let cents = balance.amount?.cents ?? 0
        if balance.kind == "deductible" {
          sum.deductible += cents
        } else {
          sum.outOfPocket += cents
        }
      }
    }
  }

  /// Reads again and again until told to end.
  func reads(until isDone: @Sendable () -> Bool) async throws -> [[Amounts]] {
    var seen: [[Amounts]] = []
    repeat { seen.append(try await read()) } while !isDone()
    return seen
  }
}
