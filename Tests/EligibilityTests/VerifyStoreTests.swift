import Domain
import Eligibility
import Messages
import Storage
import Testing

@Suite("The store's invariants are checked on its rows")
struct VerifyStoreTests {
  @Test("A store that was only loaded is sound")
  func sound() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    try await fixture.load { request in
      request.members = [
        try Sample.member(coverage: [
          try Sample.span("2026-01-01", "2026-03-31"), try Sample.span("2026-06-01"),
        ])
      ]
    }
    #expect(try await fixture.administration.violations().isEmpty)
  }

  @Test(
    "Damage is found and named, with the record and without member data",
    arguments: [
      (
        "ELIG-SPAN-1",
        """
        INSERT INTO coverage_span (member_id, product_id, from_day, version, to_day) \
        SELECT member_id, product_id, from_day + 30, version, to_day FROM coverage_span
        """
      ),
      (
        "ELIG-PCP-1",
        """
        INSERT INTO primary_care_span (member_id, from_day, version, to_day, npi) \
        SELECT member_id, from_day + 30, version, to_day, npi FROM primary_care_span
        """
      ),
      (
        "ELIG-OTHER-1",
        """
        INSERT INTO other_coverage_span \
        SELECT member_id, 'P', 20454 + n, 1, 20500, 'before', NULL FROM member, \
        (SELECT 0 AS n UNION ALL SELECT 1)
        """
      ),
      ("ELIG-SPAN-1", "UPDATE coverage_span SET to_day = from_day - 1"),
      ("ELIG-SPAN-2", "UPDATE coverage_span SET product_id = 'NONE'"),
      ("ELIG-SPAN-1", "UPDATE primary_care_span SET version = 9"),
      ("ELIG-MATCH-1", "UPDATE member SET family_name_key = 'chen'"),
    ] as [(String, SQL)])
  func damage(_ invariant: String, _ statement: SQL) async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    try await fixture.store.write { transaction in try transaction.execute(statement) }
    let violations = try await fixture.administration.violations()
    #expect(violations.map(\.invariant) == [invariant])
    #expect(violations.map(\.record) == ["M1001"])
    #expect(
      violations.allSatisfy { !$0.finding.contains("Rivera") && !$0.finding.contains("1980") })
  }

  @Test("A damaged store answers with an error of the store and not with a wrong answer")
  func damagedSpan() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    try await fixture.store.write { transaction in
      try transaction.execute("UPDATE coverage_span SET to_day = from_day - 1")
    }
    await #expect(throws: (any Error).self) { try await fixture.answer(try Sample.question()) }
  }
}
