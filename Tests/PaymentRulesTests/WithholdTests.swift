import Domain
import PaymentRules
import Testing

@Suite("Withhold")
struct WithholdTests {
  private let line = LineFixture(40_000, fee: 25_000).copay(3_500)

  private func kept(_ claim: ClaimFixture) throws -> [Int64] {
    try claim.decide().lines.map(\.withheld.cents)
  }

  @Test("WITHHOLD-1: the contract's share is of the payment, or of what is allowed")
  func basis() throws {
    #expect(try kept(ClaimFixture(line.withholding(1_000))) == [2_150])
    #expect(try kept(ClaimFixture(line.withholding(1_000, of: .allowed))) == [2_500])
    #expect(try kept(ClaimFixture(line)) == [0])
  }

  @Test(
    "WITHHOLD-1: a denied, a capitated and a salaried line and one without contract keep nothing")
  func exempt() throws {
    let withheld = line.withholding(1_000)
    let salaried = withheld.with { $0.method = .salary }
    let outside = withheld.with { $0.status = .outOfNetwork }
    for line in [withheld.denied(.duplicate), withheld.capitated(), salaried, outside] {
      let decision = try ClaimFixture(line).decide()
      #expect(decision.withheld == .zero)
      #expect(!decision.trace.contains { $0.rule.description.hasPrefix("WITHHOLD") })
    }
  }

  @Test("WITHHOLD-2: sequestration comes first and is the same with and without a withhold")
  func order() throws {
    let plain = ClaimFixture(line.passThrough()).business(.medicareAdvantage)
    let withheld = ClaimFixture(line.passThrough().withholding(1_000)).business(.medicareAdvantage)
    #expect(try kept(withheld) == [2_107])
    #expect(try withheld.decide().sequestered == (try plain.decide().sequestered))
    #expect(try withheld.decide().patientShare == (try plain.decide().patientShare))
    #expect(try withheld.decide().postings == (try plain.decide().postings))
  }

  @Test(
    "WITHHOLD-2: the amount is rounded half-up once a line, and nothing is sent when it is nothing",
    arguments: [
      (3_333, 1_500, 500), (3_330, 1_500, 500), (3_329, 1_500, 499), (10, 500, 1), (9, 500, 0),
      (1, 4_999, 0), (1, 5_000, 1), (12_345, 10_000, 12_345),
    ] as [(Int64, Int32, Int64)])
  func amount(payment: Int64, share: Int32, withheld: Int64) throws {
    let line = LineFixture(payment, fee: payment).withholding(share)
    let decision = try ClaimFixture(line, line).decide()
    #expect(decision.lines.map(\.withheld.cents) == [withheld, withheld])
    #expect(decision.paid.cents == 2 * (payment - withheld))
    #expect(decision.lines[0].adjustments.count == (withheld == 0 ? 0 : 1))
  }

  @Test("WITHHOLD-2: no more is kept than would be paid")
  func neverBelowNothing() throws {
    let line = LineFixture(20_000, fee: 20_000).copay(19_000).withholding(1_500, of: .allowed)
    let decision = try ClaimFixture(line).decide()
    #expect(decision.withheld.cents == 1_000)
    #expect(decision.paid == .zero && decision.patientShare.cents == 19_000)
  }

  @Test("WITHHOLD-3: what is kept is told by contract and year, and a reversal negates it")
  func shares() throws {
    let claim = ClaimFixture(
      line.withholding(1_000), line.withholding(1_000).on("2025-12-31"),
      line.withholding(2_000).on("2025-01-01"), line.on("2024-06-01"))
    let decision = try claim.decide()
    var input = claim.input
    input.contract.lines[2].contractID = "A2"
    let shares = WithheldShare.shares(of: decision, lines: input.lines, contract: input.contract)
    #expect(
      shares == [
        WithheldShare(contractID: "A2", year: 2025, amount: decision.lines[2].withheld),
        WithheldShare(contractID: "C1", year: 2025, amount: decision.lines[1].withheld),
        WithheldShare(contractID: "C1", year: 2026, amount: decision.lines[0].withheld),
      ])
    let reversal = Reversal.evaluate(decision, version: 1, reason: .providerVoid)
    #expect(reversal.withheld == -decision.withheld && decision.withheld > .zero)
  }

  @Test("LEDGER-4: what is withheld is an expense that stands in the pool")
  func ledger() {
    let posting = ClaimLedger.payment(Money(cents: 12_750), withheld: Money(cents: 2_250))
    #expect(posting[.claimsExpense].cents == 15_000)
    #expect(posting[.accountsPayable].cents == -12_750)
    #expect(posting[.withholdPool].cents == -2_250)
  }
}
