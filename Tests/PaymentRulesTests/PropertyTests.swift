import Domain
import PaymentRules
import Testing

@Suite("What holds for every claim")
struct PropertyTests {
  @Test("PRICE and SHARE rules conserve every cent, and no adjustment is zero or out of order")
  func conservation() throws {
    try RandomClaimRun.over("conservation", count: RandomClaimRun.manyClaims) { claim, run, _ in
      for line in try claim.decide().lines {
        let isSecond = claim.position > 1
        if let violation = LineLaws.violation(of: line, isSecond: isSecond) {
          Issue.record("seed \(run.seed): \(violation): \(line.printed)")
        }
        let fixture = claim.lines[max(0, line.lineNumber - 1)]
        run.expect(!fixture.isLesserOf || isSecond || line.allowed <= line.charge)
      }
    }
  }

  @Test("STATUS-1 and REV-1: a claim balances as a whole, and its reversal is its exact negative")
  func totals() throws {
    try RandomClaimRun.over("totals") { claim, run, _ in
      let decision = try claim.decide()
      let back = Reversal.evaluate(decision, version: 1, reason: .providerVoid)
      for one in [decision, back] {
        let adjustments = one.lines.flatMap(\.adjustments)
        let adjusted = adjustments.reduce(Money.zero) { $0 + $1.amount }
        let owed = adjustments.filter { $0.group == .patient }.reduce(Money.zero) {
          $0 + $1.amount
        }
        run.expect(one.charge - adjusted == one.paid && one.patientShare == owed)
      }
      run.expect(back.paid == -decision.paid && back.charge == -decision.charge)
      run.expect(back.claimStatusCode == 22 && (1...4).contains(decision.claimStatusCode))
      let pairs = zip(decision.lines, back.lines)
      run.expect(
        pairs.allSatisfy { line, taken in
          taken.adjustments.map(\.amount) == line.adjustments.map { -$0.amount }
        })
    }
  }

  @Test("SEQ-3: sequestration never changes what the member owes or what runs up")
  func sequestrationLeavesShare() throws {
    try RandomClaimRun.over("sequestration") { claim, run, _ in
      let reduced = try claim.decide()
      let whole = try claim.with { $0.sequestration = SequestrationTable([]) }.decide()
      run.expect(reduced.lines.map(\.patientShare) == whole.lines.map(\.patientShare))
      run.expect(reduced.postings == whole.postings)
      run.expect(reduced.paid <= whole.paid)
    }
  }

  @Test("SHARE-5: over a sequence of claims no person and no family passes a limit")
  func limitsOverSequences() throws {
    var family: ClaimFixture?
    try RandomClaimRun.over("limits") { claim, run, _ in
      var claim = claim
      if let earlier = family {
        claim.terms = earlier.terms
        claim.balances = earlier.balances
        claim.visitsTaken = earlier.visitsTaken
        claim.priceAsItsBusiness()
      }
      let decision = try claim.decide()
      for posting in decision.postings {
        claim.balances[posting.key, default: .zero] += posting.amount
        run.expect(posting.amount > .zero)
      }
      claim.visitsTaken.formUnion(decision.copayVisitsTaken)
      expectWithinLimits(claim, run)
      let isUsedUp =
        claim.balances[claim.key(.member, .outOfPocket)] == claim.terms.outOfPocketIndividual
      family = isUsedUp ? nil : claim
    }
  }

  private func expectWithinLimits(_ claim: ClaimFixture, _ run: RandomClaimRun) {
    func balance(_ scope: AccumulatorKey.Scope, _ kind: AccumulatorKey.Kind) -> Money {
      claim.balances[claim.key(scope, kind)] ?? .zero
    }
    let terms = claim.terms
    run.expect(balance(.member, .outOfPocket) <= terms.outOfPocketIndividual)
    run.expect(balance(.family, .outOfPocket) <= terms.outOfPocketFamily)
    run.expect(balance(.family, .deductible) <= terms.deductibleFamily)
    run.expect(
      terms.isDeductibleAggregate || balance(.member, .deductible) <= terms.deductibleIndividual)
  }

  @Test("SHARE-5: once a limit is reached nothing that counts is owed until the plan year ends")
  func nothingBehindLimit() throws {
    var reached = 0
    try RandomClaimRun.over("behind the limit") { claim, run, random in
      var claim = claim
      let scope: AccumulatorKey.Scope = random.chance(1, of: 2) ? .member : .family
      let limit =
        scope == .member ? claim.terms.outOfPocketIndividual : claim.terms.outOfPocketFamily
      claim.balances[claim.key(scope, .outOfPocket)] = limit
      let decision = try claim.decide()
      run.expect(decision.postings.allSatisfy { $0.key.kind != .outOfPocket })
      for (line, fixture) in zip(decision.lines, claim.lines)
      where fixture.benefit.isCountedToOutOfPocket && !line.isDenied {
        run.expect(line.costShare == .zero)
        if line.remarks.contains("N919") { reached += 1 }
      }
    }
    #expect(reached > 0, "no share was ever cut")
  }

  @Test("SHARE-2: no visit has two copays in a claim")
  func oneCopayPerVisit() throws {
    try RandomClaimRun.over("copays") { claim, run, _ in
      let decision = try claim.decide()
      var copays: [CopayVisit: Int] = [:]
      for (line, fixture) in zip(decision.lines, claim.lines)
      where line.adjustments.contains(where: { $0.label == "PR-3" }) {
        let visit = CopayVisit(
          providerNPI: fixture.renderingNPI, day: fixture.day, category: fixture.benefit.category)
        copays[visit, default: 0] += 1
      }
      run.expect(copays.values.allSatisfy { $0 == 1 })
      run.expect(Set(copays.keys).isSubset(of: decision.copayVisitsTaken))
    }
  }

  @Test("A decision made again from what it started with is the same, trace and all")
  func replay() throws {
    try RandomClaimRun.over("replay") { claim, run, _ in
      let first = try claim.decide()
      let again = try claim.with {
        $0.balances = Dictionary(
          uniqueKeysWithValues: first.balancesBefore.map { ($0.key, $0.amount) })
        $0.visitsTaken = Set(first.copayVisitsBefore)
      }.decide()
      run.expect(again == first)
    }
  }

  @Test("A smaller remaining deductible never lowers the payment")
  func monotoneDeductible() throws {
    try RandomClaimRun.over("monotone") { claim, run, _ in
      let more = try claim.decide()
      let less = try claim.with {
        $0.balances[claim.key(.family, .deductible)] = claim.terms.deductibleFamily
      }.decide()
      let isOneLine = claim.lines.count == 1
      run.expect(!isOneLine || less.paid >= more.paid)
    }
  }
}
