import Domain
import PaymentRules
import Testing

@Suite("What holds for every claim")
struct PropertyTests {
  @Test("PRICE and SHARE rules conserve every cent, and no adjustment is zero or out of order")
  func conservation() throws {
    try RandomClaimRun.over("conservation", count: 100_000) { claim, run, _ in
      for line in try claim.decide().lines {
        let isSecond = claim.position > 1
        if let violation = LineLaws.violation(of: line, isSecond: isSecond) {
          Issue.record("seed \(run.seed): \(violation): \(line.printed)")
        }
      }
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
