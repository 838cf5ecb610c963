import Domain
import PaymentRules
import Testing

@Suite("What holds after every claim of a family")
struct SequencePropertyTests {
  /// How many claims a family has before the next family begins.
  private static let familyClaims = 40

  @Test("ACC-1: after each claim the running amounts are the sums of what members owed so far")
  func sumsOfShares() throws {
    var family = Family()
    try RandomClaimRun.over("sums of shares") { claim, run, _ in
      if family.decisions.count == Self.familyClaims { family = Family() }
      let decision = try family.decide(claim)
      for scope in AccumulatorKey.Scope.allCases {
        for (kind, sum) in family.owed {
          run.expect(family.balances[claim.key(scope, kind)] ?? .zero == sum)
        }
      }
      run.expect(decision.postings.allSatisfy { $0.amount > .zero })
    }
  }

  @Test("REV-1: taking every claim of a family back, in any order, leaves nothing anywhere")
  func reversals() throws {
    var family = Family()
    try RandomClaimRun.over("reversals") { claim, run, random in
      _ = try family.decide(claim)
      guard family.decisions.count == Self.familyClaims else { return }
      for decision in family.decisions.shuffled(using: &random) {
        family.takeBack(decision)
        run.expect(family.balances.values.allSatisfy { $0 >= .zero })
      }
      run.expect(family.balances.values.allSatisfy { $0 == .zero })
      run.expect(family.accounts.values.allSatisfy { $0 == .zero })
      run.expect(family.paid == .zero && family.patientShare == .zero)
      family = Family()
    }
  }
}

/// A family whose claims are decided one after the other, under the terms of the first.
private struct Family {
  private(set) var decisions: [ClaimDecision] = []
  private(set) var balances: [AccumulatorKey: Money] = [:]
  private(set) var accounts: [LedgerAccount: Money] = [:]
  private(set) var paid = Money.zero
  private(set) var patientShare = Money.zero
  /// What its members owed, as the lines of the decisions say it and not the postings.
  private(set) var owed: [AccumulatorKey.Kind: Money] = [:]
  private var terms: ProductTerms?
  private var visitsTaken: Set<CopayVisit> = []

  mutating func decide(_ fixture: ClaimFixture) throws -> ClaimDecision {
    var claim = fixture
    claim.terms = terms ?? fixture.terms
    terms = claim.terms
    claim.priceAsItsBusiness()
    claim.balances = balances
    claim.visitsTaken = visitsTaken
    let decision = try claim.decide()
    decisions.append(decision)
    visitsTaken.formUnion(decision.copayVisitsTaken)
    add(decision)
    for (line, billed) in zip(decision.lines, claim.lines) where !line.isDenied {
      owed[.deductible, default: .zero] += line.adjustments.filter { $0.label == "PR-1" }
        .reduce(.zero) { $0 + $1.amount }
      guard billed.benefit.isCountedToOutOfPocket else { continue }
      owed[.outOfPocket, default: .zero] += line.costShare
    }
    return decision
  }

  mutating func takeBack(_ decision: ClaimDecision) {
    add(Reversal.evaluate(decision, version: 1, reason: .providerVoid))
  }

  private mutating func add(_ decision: ClaimDecision) {
    for posting in decision.postings { balances[posting.key, default: .zero] += posting.amount }
    paid += decision.paid
    patientShare += decision.patientShare
    let postings = [
      ClaimLedger.payment(decision.paid, withheld: decision.withheld),
      ClaimLedger.sequestration(decision.sequestered),
    ]
    for entry in postings.flatMap(\.entries) {
      accounts[entry.account, default: .zero] += entry.amount
    }
  }
}
