import Domain
import PaymentRules
import Testing

@Suite("Services that others include")
struct PackagedServiceTests {
  private let visit = LineFixture(18_500, fee: 11_000)
  private let draw = LineFixture(6_000)

  @Test("BUNDLE-1: what a covered line includes is denied, whatever its own price would be")
  func included() throws {
    let decision = try ClaimFixture(visit, draw.packaged(into: 1)).decide()
    #expect(
      decision.lines.map(\.printed) == ["CO-45 75.00 -> 110.00", "CO-97 60.00 -> 0.00"])
    #expect(decision.lines[1].denial == .packaged)
    #expect(
      decision.trace.contains { $0.rule.name == "BUNDLE-1" && $0.lineNumber == 2 })
  }

  @Test("BUNDLE-1: with the line that includes it denied, a line is decided for itself")
  func deniedBefore() throws {
    let priced = draw.with { $0.fee = 2_000 }.packaged(into: 1)
    let denied = try ClaimFixture(visit.denied(.late), priced).decide()
    #expect(denied.lines[1].printed == "CO-45 40.00 -> 20.00")
    let held = try ClaimFixture(
      visit.with { $0.hold = HoldFacts.Line(lineNumber: 1, authorization: .none) }, priced
    ).decide()
    #expect(held.lines.map(\.isDenied) == [true, false])
    #expect(throws: AdjudicationError.self) {
      try ClaimFixture(visit.denied(.late), draw.packaged(into: 1)).decide()
    }
  }

  @Test("BUNDLE-1: an earlier reason decides, and both are kept")
  func otherReason() throws {
    let decision = try ClaimFixture(visit, draw.packaged(into: 1).denied(.notBenefit)).decide()
    #expect(decision.lines[1].denial == .notBenefit)
    #expect(decision.lines[1].reasons == [.notBenefit, .packaged])
  }

  @Test("BUNDLE-1: lines that include each other, or themselves, are both decided for themselves")
  func circles() throws {
    let one = visit.packaged(into: 2)
    let two = visit.on("2026-03-10").packaged(into: 1)
    #expect(try ClaimFixture(one, two).decide().lines.map(\.isDenied) == [false, false])
    #expect(try !ClaimFixture(visit.packaged(into: 1, 7)).decide().isDenied)
  }

  @Test("BUNDLE-1: one of several lines that stands is enough")
  func several() throws {
    let decision = try ClaimFixture(
      visit.denied(.late), visit, draw.packaged(into: 1, 2)
    ).decide()
    #expect(decision.lines.map(\.isDenied) == [true, false, true])
  }
}
