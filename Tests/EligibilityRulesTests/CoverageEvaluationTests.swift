import Domain
import EligibilityRules
import Testing

@Suite("A coverage question is answered line by line")
struct CoverageEvaluationTests {
  private let visit = BenefitRow(
    benefitID: "OV-PCP", category: "office_visit", providerRole: .primaryCare,
    copay: Money(cents: 2_500))
  private let specialist = BenefitRow(
    benefitID: "OV-SPEC", category: "office_visit", providerRole: .specialist,
    copay: Money(cents: 5_000), isReferralRequired: true)

  private func catalog() throws -> ProductCatalog {
    ProductCatalog(
      planYears: [
        try Fixture.planYear(2025, benefits: []),
        try Fixture.planYear(2026, benefits: [visit, specialist]),
      ],
      categories: ["99213": "office_visit", "73721": "imaging"])
  }

  private func member(
    coverage: [CoverageSpan], primaryCare: [PrimaryCareSpan] = []
  ) throws -> MemberRecord {
    MemberRecord(
      identity: try Fixture.identity(), coverage: coverage, primaryCare: primaryCare)
  }

  private func evaluate(
    _ lines: [CoverageQuestion.Line], member: MemberRecord?, person: PersonOnClaim? = nil
  ) throws -> CoverageFacts {
    let question = CoverageQuestion(person: try person ?? Fixture.person(), lines: lines)
    return CoverageEvaluation.evaluate(
      question, member: member, namesakes: [], catalog: try catalog())
  }

  @Test("ELIG-SPAN-2: the answer says when the plan year ends and when the member died")
  func planYearEndAndDeath() throws {
    let day = try Fixture.day("2026-03-01")
    var dead = try member(coverage: [try Fixture.span("2025-01-01")])
    dead.identity.deathDate = Redacted(day)
    let facts = try evaluate([try Fixture.line(1, "2026-01-01")], member: dead)
    #expect(facts.lines.map(\.planYearEnd?.description) == ["2026-12-31"])
    #expect(facts.deathDate.exposed == day)
  }

  @Test("ELIG-OTHER-1: the other payers of the day are told, and whether one pays first")
  func otherCoverage() throws {
    var insured = try member(coverage: [try Fixture.span("2025-01-01")])
    let first = OtherCoverage(
      payerID: "FIRST",
      days: DaySpan(from: try Fixture.day("2026-01-01"), to: try Fixture.day("2026-03-31")),
      isPrimary: true)
    let behind = OtherCoverage(
      payerID: "BEHIND", days: DaySpan(from: try Fixture.day("2026-03-01")), isPrimary: false)
    insured.otherCoverage = [first, behind]
    insured.identity.isQualifiedMedicareBeneficiary = true
    let facts = try evaluate(
      [
        try Fixture.line(1, "2026-02-28"), try Fixture.line(2, "2026-03-31"),
        try Fixture.line(3, "2026-04-01"), try Fixture.line(4, "2025-12-31"),
      ], member: insured)
    #expect(facts.lines.map(\.otherCoverage) == [[first], [first, behind], [behind], []])
    #expect(facts.isQualifiedMedicareBeneficiary)
    let steps = facts.trace.filter { $0.rule.name == "ELIG-OTHER-1" }
    #expect(
      steps.map(\.outcome) == ["another_payer_first", "another_payer_first", "this_plan_first"])
  }

  @Test("ELIG-SPAN-2: the terms are those of the plan year of the line's own day")
  func planYearByDay() throws {
    let facts = try evaluate(
      [try Fixture.line(1, "2025-12-31"), try Fixture.line(2, "2026-01-01")],
      member: try member(coverage: [try Fixture.span("2025-01-01")]))
    #expect(facts.lines.map(\.product?.planYearStart.description) == ["2025-01-01", "2026-01-01"])
    #expect(facts.lines.map(\.benefits.count) == [0, 2])
  }

  @Test("ELIG-SPAN-2: a covered day without a plan year is covered and has no terms")
  func missingPlanYear() throws {
    let facts = try evaluate(
      [try Fixture.line(1, "2027-01-01")],
      member: try member(coverage: [try Fixture.span("2025-01-01")]))
    #expect(facts.lines[0].status == .covered)
    #expect(facts.lines[0].product == nil)
    #expect(facts.lines[0].benefits.isEmpty)
    #expect(facts.trace.contains { $0.rule.name == "ELIG-SPAN-2" && $0.outcome == "no_plan_year" })
  }

  @Test("ELIG-SPAN-1: G53, lines on both sides of the last day are answered one by one")
  func linesStraddleTheEnd() throws {
    let facts = try evaluate(
      [try Fixture.line(1, "2026-04-29"), try Fixture.line(2, "2026-05-02")],
      member: try member(coverage: [try Fixture.span("2026-01-01", "2026-04-30", version: 3)]))
    #expect(facts.match == .matched)
    #expect(facts.lines.map(\.status) == [.covered, .afterLastDay])
    #expect(facts.lines[0].span == (try Fixture.days("2026-01-01", "2026-04-30")))
    #expect(facts.lines[0].spanVersion == 3)
    #expect(facts.lines[1].product == nil)
    #expect(facts.lines[1].span == nil)
  }

  @Test("ELIG-PCP-1: the provider of record is that of the day, and none between two")
  func primaryCareByDay() throws {
    let record = try member(
      coverage: [try Fixture.span("2026-01-01")],
      primaryCare: [
        PrimaryCareSpan(npi: "1000000004", days: try Fixture.days("2026-01-01", "2026-02-28")),
        PrimaryCareSpan(npi: "1000000012", days: try Fixture.days("2026-03-02")),
      ])
    let facts = try evaluate(
      [
        try Fixture.line(1, "2026-02-28"), try Fixture.line(2, "2026-03-01"),
        try Fixture.line(3, "2026-03-02"),
      ], member: record)
    #expect(facts.lines.map(\.primaryCareNPI) == ["1000000004", "", "1000000012"])
  }

  @Test("BEN-1: all rows of the category are given, one a role, for the network to choose from")
  func benefitRows() throws {
    let facts = try evaluate(
      [try Fixture.line(1, "2026-04-20")],
      member: try member(coverage: [try Fixture.span("2026-01-01")]))
    let rows = facts.lines[0].benefits
    #expect(rows == [visit, specialist])
    #expect(BenefitRow.applying(to: .specialist, in: rows) == specialist)
    #expect(BenefitRow.applying(to: .facility, in: rows) == nil)
  }

  @Test(
    "BEN-1: a procedure without a category, or a category without rows, has no row",
    arguments: [("12345", "no_category"), ("73721", "no_row")])
  func missingRow(_ procedure: String, _ outcome: String) throws {
    let facts = try evaluate(
      [try Fixture.line(1, "2026-04-20", procedure: procedure)],
      member: try member(coverage: [try Fixture.span("2026-01-01")]))
    #expect(facts.lines[0].benefits.isEmpty)
    #expect(facts.trace.last?.rule.name == "BEN-1")
    #expect(facts.trace.last?.outcome == outcome)
  }

  @Test("ELIG-MATCH-4: G27c, nobody is found: no line is evaluated and no number is given")
  func notFound() throws {
    let facts = try evaluate([try Fixture.line(1, "2026-04-20")], member: nil)
    #expect(facts.match == .notFound)
    #expect(facts.memberID.isEmpty && facts.familyID.isEmpty)
    #expect(facts.lines.map(\.status) == [.notEvaluated])
    #expect(facts.trace.count == 1)
  }

  @Test("ELIG-MATCH-2: with another birth date nothing about the member is told")
  func birthDateDiffers() throws {
    let facts = try evaluate(
      [try Fixture.line(1, "2026-04-20")],
      member: try member(coverage: [try Fixture.span("2026-01-01")]),
      person: try Fixture.person(birth: "1980-03-01"))
    #expect(facts.match == .birthDateDiffers)
    #expect(facts.memberID.isEmpty)
    #expect(facts.lines.map(\.status) == [.notEvaluated])
  }

  @Test("ELIG-MATCH-1: a name mismatch is evaluated, so that every hit is kept")
  func nameMismatchIsEvaluated() throws {
    let facts = try evaluate(
      [try Fixture.line(1, "2026-05-03")],
      member: try member(coverage: [try Fixture.span("2026-01-01", "2026-04-30")]),
      person: try Fixture.person(name: "Chen"))
    #expect(facts.match == .nameMismatch)
    #expect(facts.memberID == "M1001")
    #expect(facts.lines.map(\.status) == [.afterLastDay])
  }

  @Test("Every step names a rule of this module, and the lines keep their order and numbers")
  func traceNamesRules() throws {
    let facts = try evaluate(
      [try Fixture.line(7, "2026-04-20"), try Fixture.line(3, "2024-04-20")],
      member: try member(coverage: [try Fixture.span("2026-01-01")]))
    let names = Set(EligibilityRuleName.all)
    #expect(facts.trace.allSatisfy { names.contains($0.rule) })
    #expect(facts.lines.map(\.lineNumber) == [7, 3])
  }
}
