import Domain
import EligibilityRules
import Testing

@Suite("What an unpaid premium means for a day")
struct GraceSearchTests {
  private func period(
    _ kind: GracePeriod.Kind = .subsidized, _ firstDay: String = "2026-02-01",
    _ outcome: GracePeriod.Outcome = .open, product: String = "IND", settledOn: String? = nil
  ) throws -> GracePeriod {
    GracePeriod(
      productID: product, kind: kind, firstDay: try Fixture.day(firstDay), outcome: outcome,
      settledOn: try settledOn.map { try Fixture.day($0) })
  }

  private func phase(
    _ day: String, _ periods: [GracePeriod], product: String = "IND"
  ) throws -> GracePhase? {
    GraceSearch.find(try Fixture.day(day), coveredBy: product, among: periods).phase
  }

  @Test(
    "ELIG-GRACE-1: a subsidised member's first month is paid, the second and third wait",
    arguments: [
      ("2026-01-31", nil), ("2026-02-01", GracePhase.firstMonth), ("2026-02-28", .firstMonth),
      ("2026-03-01", .laterMonth), ("2026-04-30", .laterMonth), ("2026-05-01", .outcomeUnknown),
    ] as [(String, GracePhase?)])
  func months(day: String, phase: GracePhase?) throws {
    #expect(try self.phase(day, [try period()]) == phase)
  }

  @Test(
    "ELIG-GRACE-1: a small group has 31 days, all of which wait",
    arguments: [
      ("2026-01-31", nil), ("2026-02-01", GracePhase.smallGroup), ("2026-03-03", .smallGroup),
      ("2026-03-04", .outcomeUnknown),
    ] as [(String, GracePhase?)])
  func days(day: String, phase: GracePhase?) throws {
    #expect(try self.phase(day, [try period(.smallGroup)]) == phase)
  }

  @Test("ELIG-GRACE-1: three months run over the end of a year, and February may be leap")
  func calendar() throws {
    let winter = try period(.subsidized, "2027-12-01")
    #expect(winter.days.to == (try Fixture.day("2028-02-29")))
    #expect(winter.suspendedFrom == (try Fixture.day("2028-01-01")))
    #expect(try period(.subsidized, "2026-10-01").days.to == (try Fixture.day("2026-12-31")))
  }

  @Test("ELIG-GRACE-1: a period of another product, or one that was paid, means nothing")
  func without() throws {
    let paid = try period(.subsidized, "2026-02-01", .paid, settledOn: "2026-03-20")
    #expect(try phase("2026-03-10", [paid]) == nil)
    #expect(try phase("2026-06-10", [paid]) == nil)
    #expect(try phase("2026-03-10", [try period()], product: "OTHER") == nil)
    let again = try period(.subsidized, "2026-04-01")
    #expect(try phase("2026-04-10", [paid, again]) == .firstMonth)
    #expect(try phase("2026-05-10", [again, paid]) == .laterMonth)
  }

  @Test("ELIG-GRACE-1: while one period's outcome is not known, a later one settles nothing")
  func unknown() throws {
    let later = try period(.subsidized, "2026-06-01")
    #expect(try phase("2026-06-10", [later, try period()]) == .outcomeUnknown)
  }

  @Test("ELIG-GRACE-1: the last day is told for which a premium means the same")
  func until() throws {
    func until(_ day: String, _ periods: [GracePeriod]) throws -> String? {
      GraceSearch.find(try Fixture.day(day), coveredBy: "IND", among: periods).until?.description
    }
    #expect(try until("2026-01-10", [try period()]) == "2026-02-28")
    #expect(try until("2026-02-10", [try period()]) == "2026-02-28")
    #expect(try until("2026-03-10", [try period()]) == "2026-04-30")
    #expect(try until("2026-05-10", [try period()]) == nil)
    #expect(try until("2026-01-10", [try period(.smallGroup)]) == "2026-01-31")
    #expect(try until("2026-01-10", []) == nil)
  }

  @Test("ELIG-GRACE-1: an uncovered day is explained by a period that ended before it")
  func ended() throws {
    let ended = try period(.subsidized, "2026-02-01", .ended, settledOn: "2026-05-01")
    let covered = [span("IND", try Fixture.days("2026-01-01", "2026-02-28"))]
    #expect(try phase("2026-03-10", [ended], after: covered) == .ended)
    #expect(try phase("2026-03-10", [ended], after: []) == .ended)
    #expect(try phase("2026-01-31", [ended], after: []) == nil)
    #expect(try phase("2026-03-10", [try period()], after: covered) == nil)
  }

  @Test("ELIG-GRACE-1: the end of coverage that came afterwards is not explained by the period")
  func endedBefore() throws {
    let ended = try period(.subsidized, "2026-02-01", .ended, settledOn: "2026-05-01")
    let first = span("IND", try Fixture.days("2026-01-01", "2026-02-28"))
    for product in ["OTHER", "IND"] {
      let later = span(product, try Fixture.days("2026-06-01", "2026-08-31"))
      #expect(try phase("2026-09-10", [ended], after: [later, first]) == nil, "\(product)")
      #expect(try phase("2026-05-10", [ended], after: [later, first]) == .ended, "\(product)")
    }
    let other = span("OTHER", try Fixture.days("2026-01-01", "2026-03-31"))
    #expect(try phase("2026-04-10", [ended], after: [first, other]) == nil)
  }

  private func span(_ product: String, _ days: DaySpan) -> CoverageSpan {
    CoverageSpan(productID: product, days: days)
  }

  private func phase(
    _ day: String, _ periods: [GracePeriod], after coverage: [CoverageSpan]
  ) throws -> GracePhase? {
    GraceSearch.find(uncovered: try Fixture.day(day), beside: coverage, among: periods).phase
  }

  @Test("ELIG-HOSPICE-1: the last day is told on which an election, or its absence, stays so")
  func hospice() throws {
    func until(_ day: String, _ hospice: [DaySpan]) throws -> String? {
      let member = MemberRecord(
        identity: try Fixture.identity(), coverage: [try Fixture.span("2026-01-01")],
        hospice: hospice)
      let question = CoverageQuestion(
        person: try Fixture.person(), lines: [try Fixture.line(1, day)])
      let facts = CoverageEvaluation.evaluate(
        question, member: member, namesakes: [],
        catalog: ProductCatalog(planYears: [], categories: [:]))
      return facts.lines.first?.hospiceUntil?.description
    }
    let elections = [
      try Fixture.days("2026-03-01", "2026-03-10"), try Fixture.days("2026-03-11", "2026-03-20"),
    ]
    #expect(try until("2026-02-10", elections) == "2026-02-28")
    #expect(try until("2026-03-05", elections) == "2026-03-20")
    #expect(try until("2026-03-21", elections) == nil)
    #expect(try until("2026-03-05", [try Fixture.days("2026-03-01")]) == nil)
  }
}
