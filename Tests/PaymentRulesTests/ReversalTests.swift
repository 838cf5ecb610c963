import Domain
import PaymentRules
import Testing

@Suite("A decision is taken back to the cent")
struct ReversalTests {
  private func decision() throws -> ClaimDecision {
    var line = LineFixture(18_500, fee: 11_000)
    line.benefit.copay = Money(cents: 2_500)
    return try ClaimFixture([line]).decide()
  }

  @Test("REV-1: every amount has the opposite sign under the same group and code")
  func negates() throws {
    let decision = try decision()
    let reversal = Reversal.evaluate(decision, version: 1, reason: .providerVoid)
    #expect(decision.lines.map(\.printed) == ["CO-45 75.00; PR-3 25.00 -> 85.00"])
    #expect(reversal.lines.map(\.printed) == ["CO-45 -75.00; PR-3 -25.00 -> -85.00 N693"])
    #expect(reversal.claimStatusCode == 22)
    #expect(reversal.charge == -decision.charge)
    #expect(reversal.lines.map(\.allowed) == decision.lines.map { -$0.allowed })
    #expect(reversal.lines.map(\.paidQuantity) == decision.lines.map(\.paidQuantity))
    #expect(reversal.trace.map(\.rule.name) == ["REV-2", "REV-1", "REV-3"])
    #expect(reversal.trace[1].before == Money(cents: 8_500))
    #expect(reversal.trace[1].after == Money(cents: -8_500))
  }

  @Test(
    "REV-1: charge less adjustments is the payment of every random reversal, and nothing is left")
  func properties() throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("reversals: seed \(seed)")
    var claims = RandomClaims(seed: seed)
    for _ in 0..<4_000 {
      let decision = try claims.claim().decide()
      let reason = claims.random.pick(ReversalReason.allCases)
      let reversal = Reversal.evaluate(decision, version: 1, reason: reason)
      let isZero =
        (decision.paid + reversal.paid, decision.patientShare + reversal.patientShare)
        == (.zero, .zero) && decision.charge + reversal.charge == .zero
      let isMarked = reversal.lines.allSatisfy { line in
        reason.remark.map(line.remarks.contains) ?? true
      }
      if !isZero || !isMarked || !Reversal.isExact(reversal, of: decision) {
        Issue.record("seed \(seed): \(decision.lines.map(\.printed))")
      }
    }
  }

  @Test("REV-1: a reversal that differs by one cent, code or posting is not exact")
  func inexact() throws {
    let decision = try decision()
    let reversal = Reversal.evaluate(decision, version: 1, reason: .providerVoid)
    let changes: [(inout ClaimDecision) -> Void] = [
      { $0.lines[0].charge += Money(cents: 1) },
      { $0.lines[0].allowed += Money(cents: 1) },
      { $0.lines[0].adjustments[0].amount += Money(cents: 1) },
      { $0.lines[0].adjustments[0].code = "94" },
      { $0.lines[0].adjustments.swapAt(0, 1) },
      { $0.lines[0].adjustments.removeLast() },
      { $0.lines[0].unitsTaken = Quantity(units: 1) },
      { $0.lines.removeLast() },
      { $0.claimStatusCode = 1 },
      { $0.postings[0].amount += Money(cents: 1) },
      { $0.postings.removeLast() },
    ]
    #expect(Reversal.isExact(reversal, of: decision))
    for (index, change) in changes.enumerated() {
      var changed = reversal
      change(&changed)
      #expect(!Reversal.isExact(changed, of: decision), "change \(index)")
    }
  }

  @Test(
    "REV-2: each reason adds its remark to those that the line had",
    arguments: [
      (ReversalReason.providerVoid, "N693"), (.providerReplacement, "N694"),
      (.retroactiveTermination, "N687"), (.premiumNotPaid, "N698"), (.hospiceElection, "N696"),
    ])
  func remarks(reason: ReversalReason, remark: String) throws {
    var denied = LineFixture(10_000, fee: 5_000)
    denied.reasons = [.referralExpired]
    let decision = try ClaimFixture([denied, LineFixture(10_000, fee: 5_000)]).decide()
    let reversal = Reversal.evaluate(decision, version: 1, reason: reason)
    #expect(reversal.lines.map(\.remarks) == [["N351", remark], [remark]])
    #expect(reversal.lines.map(\.denial) == decision.lines.map(\.denial))
    #expect(reversal.trace.first?.codes == [remark])
  }

  @Test("REV-3: postings are negated; no unit, visit or copay is used")
  func postings() throws {
    var line = LineFixture(18_500, fee: 11_000)
    line.benefit.copay = Money(cents: 2_500)
    line.hold = HoldFacts.Line(lineNumber: 1, authorization: .held, referral: .held)
    line.hold?.held = Quantity(units: 1)
    let decision = try ClaimFixture([line]).decide()
    let reversal = Reversal.evaluate(decision, version: 1, reason: .providerVoid)
    #expect(decision.lines[0].unitsTaken == Quantity(units: 1) && decision.lines[0].isVisitTaken)
    #expect(!decision.copayVisitsTaken.isEmpty && !decision.postings.isEmpty)
    #expect(reversal.postings.map(\.amount) == decision.postings.map { -$0.amount })
    #expect(reversal.postings.map(\.key) == decision.postings.map(\.key))
    #expect(reversal.lines[0].unitsTaken == .zero && !reversal.lines[0].isVisitTaken)
    #expect(reversal.copayVisitsTaken.isEmpty)
    #expect(
      reversal.trace.last?.facts == [TraceStep.Fact("out_of_pocket", Money(cents: -2_500))])
  }

  @Test("REV-4: only the version that stands is taken back, and while one stands none is decided")
  func versions() {
    let none = DecidedVersions([])
    #expect(none.reversal(of: 1) == .refuseUnknown)
    #expect(none.decision(of: 1) == .decide)
    let paid = DecidedVersions([.init(number: 1)])
    #expect(paid.reversal(of: 1) == .takeBack)
    #expect(paid.reversal(of: 2) == .refuseUnknown)
    #expect(paid.decision(of: 1) == .refuseDecided)
    #expect(paid.decision(of: 2) == .refuseStanding)
    let void = DecidedVersions([.init(number: 1), .init(number: 2, reversed: 1)])
    #expect(void.reversal(of: 1) == .refuseReversed)
    #expect(void.reversal(of: 2) == .refuseReversed)
    #expect(void.decision(of: 3) == .decide)
    let replaced = DecidedVersions([
      .init(number: 1), .init(number: 2, reversed: 1), .init(number: 3),
    ])
    #expect(replaced.standing == 3)
    #expect(replaced.reversal(of: 1) == .refuseStale)
    #expect(replaced.reversal(of: 2) == .refuseStale)
    #expect(replaced.reversal(of: 3) == .takeBack)
  }
}
