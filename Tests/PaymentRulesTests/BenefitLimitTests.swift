import Domain
import PaymentRules
import Testing

@Suite("Limits of benefits")
struct BenefitLimitTests {
  private let visit = LineFixture(9_500, fee: 8_000).limited(visits: 20)
  private let aid = LineFixture(20_000, fee: 10_000).coinsurance(2_000).limited(dollars: 50_000)

  private func printed(_ claim: ClaimFixture) throws -> [String] {
    try claim.decide().lines.map(\.printed)
  }

  @Test("LIMIT-1: the last visit is covered, and the next one is the member's")
  func lastVisit() throws {
    #expect(try printed(ClaimFixture(visit).limitUsed(visits: 19)) == ["CO-45 15.00 -> 80.00"])
    let over = try ClaimFixture(visit).limitUsed(visits: 20).decide()
    #expect(over.lines[0].printed == "PR-119 95.00 -> 0.00")
    #expect(over.lines[0].denial == .limitReached)
    #expect(over.patientShare == Money(cents: 9_500))
    #expect(over.limitPostings.isEmpty && over.postings.isEmpty)
  }

  @Test("LIMIT-1: the provider bears what is over the limit where the row says so")
  func providerBears() throws {
    let line = visit.limited(visits: 1, by: .provider)
    #expect(
      try printed(ClaimFixture(line).limitUsed(visits: 1)) == ["CO-222 95.00 -> 0.00"])
  }

  @Test("LIMIT-1: a visit is a provider and a day, and counts once")
  func oneVisit() throws {
    let line = visit.limited(visits: 2)
    let decision = try ClaimFixture(
      line, line, line.on("2026-03-11"), line.with { $0.renderingNPI = "1111111112" }, line
    ).decide()
    #expect(decision.lines.map(\.isDenied) == [false, false, false, true, false])
    #expect(decision.limitPostings.map(\.lineNumber) == [1, 2, 3, 5])
  }

  @Test("LIMIT-1: a line of a visit that an earlier claim counted is covered beyond the limit")
  func countedEarlier() throws {
    let first = try ClaimFixture(visit).limitUsed(visits: 19).decide()
    var claim = ClaimFixture(visit, visit.on("2026-03-11")).limitUsed(visits: 20)
    claim.limits.visits = Set(first.limitPostings.map(\.visit))
    let later = try claim.decide()
    #expect(later.lines.map(\.isDenied) == [false, true])
    #expect(later.limitVisitsBefore == first.limitPostings.map(\.visit))
    #expect(later.limitsBefore.map(\.visits) == [20])
  }

  @Test("LIMIT-1: a line over the limit takes no copay, and the next one of the visit does")
  func copayStays() throws {
    let dear = visit.copay(5_000)
    let free = visit.copay(2_500).with { $0.benefit.category = "education" }
    let decision = try ClaimFixture(dear, free).limitUsed(visits: 20).decide()
    #expect(decision.lines.map(\.patientShare.cents) == [9_500, 2_500])
    #expect(decision.copayVisitsTaken.map(\.category) == ["education"])
  }

  @Test("LIMIT-2: what is over the amount is cut from the charge, the rest shared as ever")
  func cutBack() throws {
    let decision = try ClaimFixture(aid).limitUsed(amount: 45_000).decide()
    #expect(decision.lines[0].printed == "CO-45 50.00; PR-119 100.00; PR-2 10.00 -> 40.00")
    #expect(decision.lines[0].allowed == Money(cents: 5_000))
    #expect(!decision.lines[0].isDenied)
    #expect(decision.limitPostings.map(\.amount.cents) == [5_000])
    #expect(decision.postings.allSatisfy { $0.amount == Money(cents: 1_000) })
  }

  @Test("LIMIT-2: the provider's part of a cut stands with the reductions of the contract")
  func cutBackByContract() throws {
    let line = aid.limited(dollars: 50_000, by: .provider)
    #expect(
      try printed(ClaimFixture(line).limitUsed(amount: 45_000))
        == ["CO-222 100.00; CO-45 50.00; PR-2 10.00 -> 40.00"])
  }

  @Test("LIMIT-2: lines use the amount in their order, and with nothing left they are denied")
  func usedUpInside() throws {
    let decision = try ClaimFixture(aid, aid, aid).limitUsed(amount: 35_000).decide()
    #expect(
      decision.lines.map(\.printed) == [
        "CO-45 100.00; PR-2 20.00 -> 80.00", "CO-45 50.00; PR-119 100.00; PR-2 10.00 -> 40.00",
        "PR-119 200.00 -> 0.00",
      ])
    #expect(decision.lines[2].denial == .limitReached)
    let before = try ClaimFixture(aid).limitUsed(amount: 50_000).decide()
    #expect(before.lines[0].printed == "PR-119 200.00 -> 0.00")
  }

  @Test("LIMIT-1: a line of whose amount nothing is left uses no visit")
  func endedByAmountUsesNoVisit() throws {
    let line = LineFixture(20_000, fee: 10_000).limited(visits: 2, dollars: 10_000)
    let free = LineFixture(18_500).capitated().limited(visits: 2, dollars: 10_000)
    let decision = try ClaimFixture(line, line.on("2026-03-11"), free.on("2026-03-12")).decide()
    #expect(decision.lines.map(\.isDenied) == [false, true, false])
    #expect(decision.limitPostings.map(\.lineNumber) == [1, 3])
    let steps = decision.trace.filter { $0.rule.name == "LIMIT-2" && $0.lineNumber == 2 }
    #expect(steps.map(\.outcome) == ["used up"])
  }

  @Test("LIMIT-1: however many lines find nothing left of the amount, all are decided")
  func manyEndedByAmount() throws {
    let line = LineFixture(20_000, fee: 10_000).limited(visits: 2, dollars: 10_000)
    let lines = (0..<90).map { place in
      line.with { $0.day = $0.day.adding(days: place) }
    }
    let decision = try ClaimFixture(lines).decide()
    #expect(decision.lines.map(\.isDenied) == [false] + [Bool](repeating: true, count: 89))
    #expect(decision.limitPostings.map(\.lineNumber) == [1])
  }

  @Test("LIMIT-1: no procedure is reduced beside one of whose amount nothing is left")
  func endedByAmountReducesNothing() throws {
    let ended = LineFixture(90_000, fee: 80_000).modified("51").limited(dollars: 10_000)
    let other = LineFixture(90_000, fee: 60_000).modified("51").with {
      $0.benefit.category = "surgery"
    }
    let decision = try ClaimFixture(
      LineFixture(20_000, fee: 10_000).limited(dollars: 10_000).on("2026-03-09"), ended, other
    ).decide()
    #expect(decision.lines.map(\.isDenied) == [false, true, false])
    #expect(decision.lines[2].printed == "CO-45 300.00 -> 600.00")
  }

  @Test("COB-5: what is over an amount is told as the patient's behind another payer as well")
  func behindAnotherPayer() throws {
    let claim = ClaimFixture(aid.paidBefore(12_000, left: 3_000)).second()
      .limitUsed(amount: 45_000)
    #expect(try printed(claim) == ["OA-23 170.00; PR-119 15.00 -> 15.00"])
  }

  @Test("LIMIT-2: a fee above the charge is cut to what is left as well")
  func feeAboveCharge() throws {
    let line = LineFixture(6_000, fee: 9_000).limited(dollars: 3_000).with {
      $0.isLesserOf = false
    }
    #expect(try printed(ClaimFixture(line)) == ["CO-94 -10.00; PR-119 40.00 -> 30.00"])
  }

  @Test("LIMIT-2: what is paid outside the claim uses visits and no amount")
  func capitated() throws {
    let line = LineFixture(18_500).capitated().limited(visits: 5, dollars: 100)
    let decision = try ClaimFixture(line).limitUsed(amount: 100).decide()
    #expect(decision.lines[0].printed == "CO-24 185.00 -> 0.00")
    #expect(decision.limitPostings.map(\.amount) == [.zero])
  }

  @Test("LIMIT-3: a row without a limit counts nothing, and a reversal takes back what was counted")
  func counted() throws {
    #expect(try ClaimFixture(LineFixture(9_500, fee: 8_000)).decide().limitPostings.isEmpty)
    let decision = try ClaimFixture(visit, visit).decide()
    #expect(decision.limitPostings.map(\.uses) == [1, 1])
    #expect(decision.limitPostings.map(\.amount.cents) == [8_000, 8_000])
    let reversal = Reversal.evaluate(decision, version: 1, reason: .providerVoid)
    #expect(reversal.limitPostings.map(\.uses) == [-1, -1])
    #expect(reversal.limitPostings.map(\.amount.cents) == [-8_000, -8_000])
    #expect(Reversal.isExact(reversal, of: decision))
    var other = reversal
    other.limitPostings = []
    #expect(!Reversal.isExact(other, of: decision))
  }

  @Test("LIMIT-3: random claims never count more than a limit, and cut lines keep their laws")
  func random() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<2_000 {
      let most = Int64.random(in: 1...60_000, using: &random)
      let lines = (0..<4).map { _ in
        LineFixture(
          Int64.random(in: 1...40_000, using: &random),
          fee: Int64.random(in: 1...40_000, using: &random)
        ).coinsurance(2_000).limited(visits: 2, dollars: most)
          .on("2026-03-1\(Int.random(in: 0...3, using: &random))")
      }
      let used = Int64.random(in: 0...most, using: &random)
      let decision = try ClaimFixture(lines).limitUsed(visits: 1, amount: used).decide()
      let counted = decision.limitPostings.reduce(used) { $0 + $1.amount.cents }
      #expect(counted <= most, "seed \(seed)")
      #expect(Set(decision.limitPostings.map(\.visit)).count <= 1, "seed \(seed)")
      for line in decision.lines {
        #expect(LineLaws.violation(of: line) == nil, "seed \(seed): \(line.printed)")
      }
    }
  }
}
