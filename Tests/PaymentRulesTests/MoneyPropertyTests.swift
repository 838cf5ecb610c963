import Domain
import PaymentRules
import Testing

@Suite("What a change of one fact does to every claim")
struct MoneyPropertyTests {
  @Test("SEQ-3: a higher rate of sequestration never raises the payment of a line")
  func higherRate() throws {
    try RandomClaimRun.over("higher rate") { claim, run, random in
      let rates = [
        Int32.random(in: 0...10_000, using: &random), .random(in: 0...10_000, using: &random),
      ].sorted()
      let decisions = try rates.map { rate in
        try claim.with {
          $0.sequestration = SequestrationTable([
            SequestrationRate(
              from: LineFixture.day("2000-01-01"), rate: BasisPoints(rate), authority: "")
          ])
        }.decide()
      }
      for (low, high) in zip(decisions[0].lines, decisions[1].lines) {
        run.expect(high.paid <= low.paid)
        run.expect(high.patientShare == low.patientShare && high.allowed == low.allowed)
      }
    }
  }

  @Test(
    "PRICE-2: where the fee alone counts, a higher charge changes what the contract takes alone")
  func higherCharge() throws {
    try RandomClaimRun.over("higher charge") { claim, run, random in
      let claim = claim.with { claim in
        for index in claim.lines.indices { claim.lines[index].isLesserOf = false }
      }
      let index = Int.random(in: claim.lines.indices, using: &random)
      guard claim.lines[index].method == .feeSchedule, claim.lines[index].letter.isEmpty,
        claim.position == 1
      else { return }
      let more = Int64.random(in: 1...50_000, using: &random)
      let (before, after) = (
        try claim.decide(), try claim.with { $0.lines[index].charge += more }.decide()
      )
      for (old, new) in zip(before.lines, after.lines) {
        run.expect(new.paid == old.paid && new.allowed == old.allowed)
        run.expect(Self.rest(new) == Self.rest(old))
        let added = new.lineNumber == index + 1 ? Money(cents: more) : .zero
        run.expect(Self.taken(new) - Self.taken(old) == added)
      }
      run.expect(before.postings == after.postings)
    }
  }

  /// What contract and limits take from the charge of a line; of a denied line, the whole charge.
  private static let contractual: Set<AdjustmentCode> = ["45", "94", "198", "119", "222"]

  private static func taken(_ line: LineDecision) -> Money {
    line.adjustments.filter { line.isDenied || contractual.contains($0.code) }
      .reduce(.zero) { $0 + $1.amount }
  }

  private static func rest(_ line: LineDecision) -> [Adjustment] {
    line.adjustments.filter { !line.isDenied && !contractual.contains($0.code) }
  }
}
