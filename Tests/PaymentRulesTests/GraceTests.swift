import Domain
import PaymentRules
import Testing

@Suite("Unpaid premiums: paid with an alert, or suspended at 0.00")
struct GraceTests {
  private let visit = LineFixture(18_500, fee: 11_000).copay(2_500)

  private func decide(
    _ phase: GracePhase?, _ line: LineFixture, _ more: LineFixture...
  ) throws -> ClaimDecision {
    var input = ClaimFixture([line] + more).input
    input.coverage.lines[0].gracePhase = phase
    return try Adjudication.evaluate(input)
  }

  @Test("GRACE-1: a covered line of the first month is paid, and the remittance says so")
  func alert() throws {
    let decision = try decide(.firstMonth, visit, visit)
    #expect(
      decision.lines.map(\.printed) == [
        "CO-45 75.00; PR-3 25.00 -> 85.00 N616", "CO-45 75.00 -> 110.00",
      ])
    #expect(decision.trace.count { $0.rule.name == "GRACE-1" } == 1)
    #expect(try decide(.firstMonth, visit.denied(.late)).lines[0].remarks == [])
    #expect(try decide(.firstMonth, visit.capitated()).lines[0].remarks == ["N616"])
    #expect(try decide(nil, visit).lines[0].remarks == [])
  }

  @Test("G45a: STATUS-2: a line that waits is adjusted in full and the claim is suspended")
  func suspended() throws {
    let decision = try decide(.laterMonth, visit.denied(.premiumUnpaid))
    #expect(decision.lines.map(\.printed) == ["OA-257 185.00 -> 0.00 N617"])
    #expect(decision.isSuspended)
    #expect(decision.postings.isEmpty && decision.copayVisitsTaken.isEmpty)
    #expect(decision.claimStatusCode == 1)
    #expect(decision.trace.last?.rule.name == "STATUS-2")
    let group = try decide(.smallGroup, visit.denied(.premiumUnpaidSmallGroup))
    #expect(group.lines.map(\.printed) == ["OA-277 185.00 -> 0.00"])
    #expect(group.isSuspended)
  }

  @Test("STATUS-2: beside a line that waits the others are paid, and the claim is suspended still")
  func mixed() throws {
    let decision = try decide(.laterMonth, visit.denied(.premiumUnpaid), visit)
    #expect(decision.paid == Money(cents: 8_500))
    #expect(decision.isSuspended && !decision.isDenied)
    let denied = try decide(.laterMonth, visit.denied(.premiumUnpaid, .duplicate))
    #expect(denied.lines[0].denial == .duplicate)
    #expect(!denied.isSuspended)
  }

  @Test("SCREEN-GRACE: a day whose premium is unpaid is never paid for want of a reason")
  func failsClosed() throws {
    for phase: GracePhase in [.laterMonth, .smallGroup, .outcomeUnknown, .ended] {
      #expect(throws: AdjudicationError.self) { try decide(phase, visit) }
    }
  }

  @Test("G45b-rev: REV-2: a reversal says why the claim waits no longer, and not that it waits")
  func reversal() throws {
    let decision = try decide(.laterMonth, visit.denied(.premiumUnpaid))
    let unpaid = Reversal.evaluate(decision, version: 1, reason: .premiumNotPaid)
    #expect(unpaid.lines.map(\.printed) == ["OA-257 -185.00 -> 0.00 N698"])
    let paid = Reversal.evaluate(decision, version: 1, reason: .premiumPaid)
    #expect(paid.lines.map(\.printed) == ["OA-257 -185.00 -> 0.00"])
    #expect(paid.trace.first?.codes == [])
    #expect(Reversal.isExact(paid, of: decision))
  }
}
