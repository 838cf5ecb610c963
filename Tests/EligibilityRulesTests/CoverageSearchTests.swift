import Domain
import EligibilityRules
import Testing

@Suite("A day of service is looked for among the spans of coverage")
struct CoverageSearchTests {
  private func status(
    _ iso: String, in spans: [CoverageSpan], catalog: ProductCatalog = ProductCatalog()
  ) throws -> CoverageFacts.Line.Status {
    CoverageSearch.find(try Fixture.day(iso), in: spans, catalog: catalog).status
  }

  @Test(
    "ELIG-SPAN-1: both ends of a span are covered, the days around it are not",
    arguments: [
      ("2025-12-31", CoverageFacts.Line.Status.beforeFirstDay), ("2026-01-01", .covered),
      ("2026-04-30", .covered), ("2026-05-01", .afterLastDay),
    ])
  func boundaries(_ iso: String, _ expected: CoverageFacts.Line.Status) throws {
    #expect(try status(iso, in: [try Fixture.span("2026-01-01", "2026-04-30")]) == expected)
  }

  @Test(
    "ELIG-SPAN-1: a leap day ends or begins a span like any other day",
    arguments: [
      ("2024-02-28", CoverageFacts.Line.Status.covered), ("2024-02-29", .covered),
      ("2024-03-01", .afterLastDay),
    ])
  func leapDay(_ iso: String, _ expected: CoverageFacts.Line.Status) throws {
    #expect(try status(iso, in: [try Fixture.span("2024-01-01", "2024-02-29")]) == expected)
    let next = [try Fixture.span("2024-02-29")]
    #expect(try status("2024-02-28", in: next) == .beforeFirstDay)
    #expect(try status("2024-02-29", in: next) == .covered)
  }

  @Test("ELIG-SPAN-1: an open end covers the last day that is accepted")
  func openEnd() throws {
    #expect(try status("9999-12-31", in: [try Fixture.span("2026-01-01")]) == .covered)
  }

  @Test("ELIG-SPAN-1: a day between two spans is lapsed")
  func lapsed() throws {
    let spans = [
      try Fixture.span("2026-06-01", "2026-12-31"), try Fixture.span("2026-01-01", "2026-03-31"),
    ]
    #expect(try status("2026-03-31", in: spans) == .covered)
    #expect(try status("2026-04-01", in: spans) == .lapsed)
    #expect(try status("2026-05-31", in: spans) == .lapsed)
    #expect(try status("2026-06-01", in: spans) == .covered)
    #expect(try status("2027-01-01", in: spans) == .afterLastDay)
  }

  @Test("ELIG-SPAN-1: a member without any span has not begun")
  func noSpan() throws {
    #expect(try status("2026-01-01", in: []) == .beforeFirstDay)
  }

  @Test(
    "ELIG-SPAN-1: G27a, coverage to 2026-04-30 and service on 2026-05-03, is after the last day")
  func goldenAfter() throws {
    let spans = [try Fixture.span("2026-01-01", "2026-04-30")]
    #expect(try status("2026-05-03", in: spans) == .afterLastDay)
  }

  @Test("ELIG-SPAN-1: G27b, coverage from 2026-06-01 and service on 2026-05-30, is before")
  func goldenBefore() throws {
    #expect(
      try status("2026-05-30", in: [try Fixture.span("2026-06-01")]) == .beforeFirstDay)
  }

  @Test("ELIG-SPAN-1: of two products on one day Medicaid gives way, whatever the order of rows")
  func medicaidIsLast() throws {
    let catalog = ProductCatalog(planYears: [
      try Fixture.planYear(2026, product: "A-MCD", line: .medicaid),
      try Fixture.planYear(2026, product: "Z-COM"),
    ])
    let spans = [
      try Fixture.span("2020-01-01", product: "A-MCD"),
      try Fixture.span("2026-01-01", product: "Z-COM"),
    ]
    let day = try Fixture.day("2026-07-01")
    for order in [spans, spans.reversed()] {
      #expect(CoverageSearch.find(day, in: order, catalog: catalog) == .covered(spans[1]))
    }
  }

  @Test("ELIG-SPAN-1: of two equal products the span that began first is taken, then the name")
  func earlierBeginIsTaken() throws {
    let earlier = try Fixture.span("2025-01-01", product: "Z")
    let later = try Fixture.span("2026-01-01", product: "A")
    let same = try Fixture.span("2025-01-01", product: "Y")
    let day = try Fixture.day("2026-07-01")
    let catalog = ProductCatalog()
    #expect(CoverageSearch.find(day, in: [later, earlier], catalog: catalog) == .covered(earlier))
    #expect(CoverageSearch.find(day, in: [earlier, same], catalog: catalog) == .covered(same))
  }

  @Test("ELIG-SPAN-1: cut spans share no day, and give each day the product that is found for it")
  func cut() throws {
    let catalog = ProductCatalog(planYears: [
      try Fixture.planYear(2026, product: "A", line: .medicaid),
      try Fixture.planYear(2026, product: "B"), try Fixture.planYear(2026, product: "C"),
    ])
    let first = try Fixture.day("2026-03-01")
    let days = (0...3).flatMap { from in
      (from...3).map { DaySpan(from: first.adding(days: from), to: first.adding(days: $0)) }
    }
    for (medicaid, other) in days.flatMap({ one in days.map { (one, $0) } }) {
      for third in days {
        let spans = [
          CoverageSpan(productID: "A", days: medicaid), CoverageSpan(productID: "C", days: third),
          CoverageSpan(productID: "B", days: other),
        ]
        let cut = CoverageSearch.cut(spans, catalog: catalog)
        for day in (0...3).map({ first.adding(days: $0) }) {
          var found: [String] = []
          if case .covered(let span) = CoverageSearch.find(day, in: spans, catalog: catalog) {
            found = [span.productID]
          }
          #expect(cut.filter { $0.days.contains(day) }.map(\.productID) == found)
        }
      }
    }
  }
}
