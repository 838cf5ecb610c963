import Domain
import DomainMessages
import Eligibility
import Messages
import Protobuf
import RPC
import Storage
import TestKit
import Testing

@Suite("Grace periods are loaded, answered and kept")
struct GracePeriodTests {
  private func period(
    _ outcome: EligibilityV1.GraceOutcome = .open, kind: EligibilityV1.GraceKind = .subsidized,
    from: String = "2026-02-01", settledOn: String? = nil, product: String = "COM-HMO"
  ) throws -> EligibilityV1.GracePeriod {
    var period = EligibilityV1.GracePeriod()
    period.productID = product
    period.kind = kind
    period.firstDay = try Sample.day(from)
    period.outcome = outcome
    period.settledOn = try settledOn.map(Sample.day)
    return period
  }

  private func member(
    _ periods: EligibilityV1.GracePeriod..., until: String? = nil
  ) throws -> EligibilityV1.Member {
    var member = try Sample.member(coverage: [try Sample.span("2026-01-01", until)])
    member.gracePeriods = periods
    return member
  }

  private func phases(
    _ fixture: EligibilityFixture, _ days: String...
  ) async throws -> [EligibilityV1.GracePhase] {
    try await fixture.answer(Sample.question(days: days)).lines.map(\.gracePhase)
  }

  @Test("ELIG-GRACE-1: a period is loaded, answered, and settled by a later load")
  func told() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    #expect(try await phases(fixture, "2026-03-10") == [.unspecified])
    try await fixture.load { $0.members = [try member(try period())] }
    #expect(
      try await phases(fixture, "2026-01-31", "2026-02-10", "2026-03-10", "2026-05-01")
        == [.unspecified, .firstMonth, .laterMonth, .outcomeUnknown])
    let answer = try await fixture.answer(Sample.question(days: ["2026-02-10"]))
    #expect(try Day(answer.lines[0].graceUntil, "") == Day(iso: "2026-02-28"))
    #expect(answer.trace.steps.last { $0.rule == "ELIG-GRACE-1" }?.outcome == "first_month")
    let before = try await fixture.changes(4).last?.position ?? 0
    try await fixture.load {
      $0.members = [try member(try period(.paid, settledOn: "2026-03-20"))]
    }
    #expect(try await phases(fixture, "2026-03-10", "2026-05-01") == [.unspecified, .unspecified])
    let change = try await fixture.changes(1, after: before).first
    #expect(change?.kind == "coverage")
    #expect(try DaySpan(change?.days, "days").from == Day(iso: "2026-02-01"))
    #expect(try await fixture.administration.violations().isEmpty)
  }

  @Test("ELIG-GRACE-1: a period that ended says of the days after why they are not covered")
  func ended() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    try await fixture.load {
      $0.members = [
        try member(try period(.ended, settledOn: "2026-05-01"), until: "2026-02-28")
      ]
    }
    let lines = try await fixture.answer(
      Sample.question(days: ["2026-02-10", "2026-03-10"])
    ).lines
    #expect(lines.map(\.status) == [.covered, .afterLastDay])
    #expect(lines.map(\.gracePhase) == [.unspecified, .ended])
  }

  @Test("ELIG-GRACE-1: a small group's period that ended leaves none of its days covered")
  func endedOfSmallGroup() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let ended = try period(.ended, kind: .smallGroup, settledOn: "2026-03-04")
    for until in [nil, "2026-03-03", "2026-02-01"] {
      let wrong = try member(ended, until: until)
      let error = await fixture.refusal { $0.members = [wrong] }
      #expect(
        error?.fieldViolations.map(\.field) == ["members[0].grace_periods[0].outcome"])
    }
    try await fixture.load { $0.members = [try member(ended, until: "2026-01-31")] }
    #expect(try await phases(fixture, "2026-01-31", "2026-02-01") == [.unspecified, .ended])
  }

  @Test("ELIG-GRACE-1: the same load changes nothing, and what is no longer said is kept as voided")
  func versions() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    try await fixture.load { $0.members = [try member(try period())] }
    try await fixture.load { $0.members = [try member(try period())] }
    try await fixture.load { $0.members = [try member()] }
    let rows = try await fixture.store.read { reader in
      try reader.rows("SELECT version, voided_version FROM grace_period") { row in
        [try row.value(0, as: Int64.self), try row.value(1, as: Int64?.self) ?? 0]
      }
    }
    #expect(rows == [[2, 3]])
    #expect(try await phases(fixture, "2026-03-10") == [.unspecified])
  }

  @Test("ELIG-GRACE-1: what would have no effect or contradicts itself is refused by its field")
  func refused() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let cases: [(String, EligibilityV1.Member)] = [
      ("kind", try member(try period(kind: .unspecified))),
      ("first_day", try member(try period(from: "2026-02-02"))),
      ("first_day", try member(try period(from: "2025-12-01"))),
      ("first_day", try member(try period(product: "OTHER"))),
      ("settled_on", try member(try period(settledOn: "2026-03-01"))),
      ("settled_on", try member(try period(.paid))),
      ("settled_on", try member(try period(.paid, settledOn: "2026-01-31"))),
      ("outcome", try member(try period(.ended, settledOn: "2026-05-01"))),
      (
        "outcome",
        try member(try period(.ended, settledOn: "2026-05-01"), until: "2026-03-01")
      ),
    ]
    for (field, wrong) in cases {
      let error = await fixture.refusal { $0.members = [wrong] }
      #expect(
        error?.fieldViolations.map(\.field) == ["members[0].grace_periods[0].\(field)"])
    }
    let twice = await fixture.refusal {
      $0.members = [try member(try period(), try period(from: "2026-04-01"))]
    }
    #expect(twice?.fieldViolations.map(\.field) == ["members[0].grace_periods[1]"])
    try await fixture.load {
      $0.members = [
        try member(
          try period(.paid, settledOn: "2026-03-20"), try period(from: "2026-04-01"))
      ]
    }
    #expect(try await phases(fixture, "2026-04-10") == [.firstMonth])
  }

  @Test("ELIG-GRACE-1: a period that was settled on no day is found by the check of the store")
  func verified() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    try await fixture.load { $0.members = [try member(try period())] }
    try await fixture.store.write { transaction in
      try transaction.execute("UPDATE grace_period SET outcome = 'paid'")
    }
    let found = try await fixture.administration.violations()
    #expect(found.map(\.invariant) == ["ELIG-GRACE-1"])
  }
}
