import Domain
import PaymentRules
import Testing

@Suite("What holds for every claim")
struct PropertyTests {
  /// Records an issue unless `isTrue`; an expectation for each of many thousand claims is too slow.
  private func expect(_ isTrue: Bool, seed: UInt64, line: Int = #line) {
    if !isTrue { Issue.record("line \(line), seed \(seed)") }
  }

  /// Runs `body` over random claims of a fresh seed, which is printed so that a failure can be
  /// repeated.
  private func forRandomClaims(
    _ name: String, count: Int = 4_000, _ body: (ClaimFixture, UInt64) throws -> Void
  ) rethrows {
    let seed = UInt64.random(in: 0 ... .max)
    print("\(name): seed \(seed)")
    var claims = RandomClaims(seed: seed)
    for _ in 0..<count { try body(claims.claim(), seed) }
  }

  @Test("PRICE and SHARE rules conserve every cent, and no adjustment is zero or out of order")
  func conservation() throws {
    try forRandomClaims("conservation", count: 20_000) { claim, seed in
      for line in try claim.decide().lines {
        if let violation = LineLaws.violation(of: line) {
          Issue.record("seed \(seed): \(violation): \(line.printed)")
        }
      }
    }
  }

  @Test("SEQ-3: sequestration never changes what the member owes or what runs up")
  func sequestrationLeavesShare() throws {
    try forRandomClaims("sequestration") { claim, seed in
      let reduced = try claim.decide()
      let whole = try claim.with { $0.sequestration = SequestrationTable([]) }.decide()
      expect(reduced.lines.map(\.patientShare) == whole.lines.map(\.patientShare), seed: seed)
      expect(reduced.postings == whole.postings, seed: seed)
      expect(reduced.paid <= whole.paid, seed: seed)
    }
  }

  @Test("SHARE-5: over a sequence of claims no person and no family passes a limit")
  func limitsOverSequences() throws {
    var family: ClaimFixture?
    try forRandomClaims("limits") { claim, seed in
      var claim = claim
      if let earlier = family {
        claim.terms = earlier.terms
        claim.balances = earlier.balances
        claim.visitsTaken = earlier.visitsTaken
      }
      let decision = try claim.decide()
      for posting in decision.postings {
        claim.balances[posting.key, default: .zero] += posting.amount
        expect(posting.amount > .zero, seed: seed)
      }
      claim.visitsTaken.formUnion(decision.copayVisitsTaken)
      expectWithinLimits(claim, seed)
      let isUsedUp =
        claim.balances[claim.key(.member, .outOfPocket)] == claim.terms.outOfPocketIndividual
      family = isUsedUp ? nil : claim
    }
  }

  private func expectWithinLimits(_ claim: ClaimFixture, _ seed: UInt64) {
    func balance(_ scope: AccumulatorKey.Scope, _ kind: AccumulatorKey.Kind) -> Money {
      claim.balances[claim.key(scope, kind)] ?? .zero
    }
    let terms = claim.terms
    expect(balance(.member, .outOfPocket) <= terms.outOfPocketIndividual, seed: seed)
    expect(balance(.family, .outOfPocket) <= terms.outOfPocketFamily, seed: seed)
    expect(balance(.family, .deductible) <= terms.deductibleFamily, seed: seed)
    expect(
      terms.isDeductibleAggregate || balance(.member, .deductible) <= terms.deductibleIndividual,
      seed: seed)
  }

  @Test("SHARE-2: no visit has two copays in a claim")
  func oneCopayPerVisit() throws {
    try forRandomClaims("copays") { claim, seed in
      let decision = try claim.decide()
      var copays: [CopayVisit: Int] = [:]
      for (line, fixture) in zip(decision.lines, claim.lines)
      where line.adjustments.contains(where: { $0.label == "PR-3" }) {
        let visit = CopayVisit(
          providerNPI: fixture.renderingNPI, day: fixture.day, category: fixture.benefit.category)
        copays[visit, default: 0] += 1
      }
      expect(copays.values.allSatisfy { $0 == 1 }, seed: seed)
      expect(Set(copays.keys).isSubset(of: decision.copayVisitsTaken), seed: seed)
    }
  }

  @Test("A decision made again from what it started with is the same, trace and all")
  func replay() throws {
    try forRandomClaims("replay") { claim, seed in
      let first = try claim.decide()
      let again = try claim.with {
        $0.balances = Dictionary(
          uniqueKeysWithValues: first.balancesBefore.map { ($0.key, $0.amount) })
        $0.visitsTaken = Set(first.copayVisitsBefore)
      }.decide()
      expect(again == first, seed: seed)
    }
  }

  @Test("A smaller remaining deductible never lowers the payment")
  func monotoneDeductible() throws {
    try forRandomClaims("monotone") { claim, seed in
      let more = try claim.decide()
      let less = try claim.with {
        $0.balances[claim.key(.family, .deductible)] = claim.terms.deductibleFamily
      }.decide()
      let isOneLine = claim.lines.count == 1
      expect(!isOneLine || less.paid >= more.paid, seed: seed)
    }
  }
}
