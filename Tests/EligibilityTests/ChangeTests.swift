import Domain
import DomainMessages
import Eligibility
import Messages
import RPC
import Storage
import Testing

@Suite("Changes are told with the days that they concern")
struct ChangeTests {
  private func described(_ change: TypeV1.Change) throws -> String {
    let days = try DaySpan(change.days, "days")
    return "\(change.kind) \(change.subject) \(days.from)..\(days.to)"
  }

  /// The one change that a load of `member` makes.
  private func change(
    after member: EligibilityV1.Member, in fixture: EligibilityFixture
  ) async throws -> String {
    let position = try await fixture.answer(try Sample.question()).feedPosition
    try await fixture.load { request in request.members = [member] }
    return try described(try #require(try await fixture.changes(1, after: position).first))
  }

  @Test("A new member, product and category are changes of all their days")
  func newRecords() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let changes = try await fixture.changes(3)
    #expect(
      try changes.map(described) == [
        "benefit COM-HMO 2026-01-01..2026-12-31",
        "category office_visit 1800-01-01..9999-12-31",
        "coverage M1001 1800-01-01..9999-12-31",
      ])
    #expect(changes.map(\.position) == [1, 2, 3])
    #expect(changes.allSatisfy { $0.madeAt?.microseconds == 1_780_000_000_000_000 })
  }

  @Test("A death is kept, concerns all days, and cannot lie before the birth")
  func death() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    var member = try Sample.member()
    member.deathDate = try Sample.day("2026-03-01")
    #expect(
      try await change(after: member, in: fixture) == "coverage M1001 1800-01-01..9999-12-31")
    let answer = try await fixture.answer(try Sample.question())
    #expect(answer.deathDate == (try Sample.day("2026-03-01")))
    #expect(answer.lines.first?.planYearEnd == (try Sample.day("2026-12-31")))
    let position = answer.feedPosition
    try await fixture.load { request in request.members = [member] }
    #expect(try await fixture.answer(try Sample.question()).feedPosition == position)
    member.deathDate = try Sample.day("1980-02-28")
    let refused = await fixture.refusal { request in request.members = [member] }
    #expect(refused?.fieldViolations.map(\.field) == ["members[0].death_date"])
  }

  @Test("ELIG-OTHER-1: other coverage is kept with its history and concerns the days that differ")
  func otherCoverage() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    var member = try Sample.member()
    let question = try Sample.question(days: ["2026-03-31", "2026-04-01"])
    member.otherCoverage = [try Sample.otherCoverage("2026-01-01", "2026-03-31", isPrimary: true)]
    #expect(
      try await change(after: member, in: fixture) == "coverage M1001 2026-01-01..2026-03-31")
    let answer = try await fixture.answer(question)
    #expect(answer.lines.map(\.otherCoverage) == [member.otherCoverage, []])
    #expect(!answer.isQualifiedMedicareBeneficiary)
    let position = answer.feedPosition
    try await fixture.load { request in request.members = [member] }
    #expect(try await fixture.answer(question).feedPosition == position)
    member.otherCoverage[0].isPrimary = false
    #expect(
      try await change(after: member, in: fixture) == "coverage M1001 2026-01-01..2026-03-31")
    #expect(try await fixture.answer(question).lines[0].otherCoverage.map(\.isPrimary) == [false])
    member.isQualifiedMedicareBeneficiary = true
    #expect(
      try await change(after: member, in: fixture) == "coverage M1001 1800-01-01..9999-12-31")
    #expect(try await fixture.answer(question).isQualifiedMedicareBeneficiary)
    #expect(try await fixture.administration.violations().isEmpty)
    member.otherCoverage.append(try Sample.otherCoverage("2026-03-31", isPrimary: true))
    let refused = await fixture.refusal { request in request.members = [member] }
    #expect(refused?.fieldViolations.map(\.field) == ["members[0].other_coverage[1]"])
  }

  @Test("A product's method of coordination is kept, and is standard when it is not said")
  func coordinationMethod() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    #expect(
      try await fixture.answer(try Sample.question()).lines[0].product?.coordinationMethod
        == .unspecified)
    try await fixture.load { request in
      var product = try Sample.product()
      product.terms?.coordinationMethod = .medicaidLesser
      request.products = [product]
    }
    #expect(
      try await fixture.answer(try Sample.question()).lines[0].product?.coordinationMethod
        == .medicaidLesser)
  }

  @Test("G28: an end of coverage moved to 2026-03-31 concerns the days from 2026-04-01")
  func coverageEnd() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let member = try Sample.member(coverage: [try Sample.span("2026-01-01", "2026-03-31")])
    #expect(
      try await change(after: member, in: fixture) == "coverage M1001 2026-04-01..9999-12-31")
  }

  @Test("Another primary care provider from a day on concerns the days from it")
  func primaryCare() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let member = try Sample.member(primaryCare: [
      try Sample.primary("1000000004", "2026-01-01", "2026-06-30"),
      try Sample.primary("1000000012", "2026-07-01", "2026-12-31"),
      try Sample.primary("1000000004", "2027-01-01"),
    ])
    #expect(
      try await change(after: member, in: fixture) == "coverage M1001 2026-07-01..2026-12-31")
  }

  @Test("Another name or birth date concerns all days, because the match may be another")
  func identity() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let member = try Sample.member(family: "Chen")
    #expect(
      try await change(after: member, in: fixture) == "coverage M1001 1800-01-01..9999-12-31")
  }

  @Test("A change that is made later reaches a caller that waits")
  func waiting() async throws {
    let fixture = try EligibilityFixture()
    async let waited = fixture.changes(3)
    try await fixture.loadSample()
    #expect(try await waited.count == 3)
  }

  @Test("A caller that goes away ends the stream")
  func cancellation() async throws {
    let fixture = try EligibilityFixture()
    let task = Task {
      try await fixture.handler.watchChanges(after: 0) { _ in }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("A negative position is refused")
  func negativePosition() async throws {
    let fixture = try EligibilityFixture()
    await #expect(throws: RPCError.self) {
      try await fixture.handler.watchChanges(after: -1) { _ in }
    }
  }

  @Test("A refused load leaves no change")
  func refusedLoad() async throws {
    let fixture = try EligibilityFixture()
    _ = await fixture.refusal { request in
      request.products = [try Sample.product()]
      request.members = [
        try Sample.member(coverage: [try Sample.span("2026-01-01", product: "NONE")])
      ]
    }
    #expect(try await fixture.answer(try Sample.question()).feedPosition == 0)
  }
}
