import Domain
import Testing

@Suite("Sets of effective-dated rows")
struct SpanSetTests {
  private func set(_ rows: (String, String, String)...) throws -> SpanSet {
    SpanSet(
      try rows.map { key, from, to in
        SpanSet.Entry(
          key,
          DaySpan(from: try #require(Day(iso: from)), to: try #require(Day(iso: to))))
      })
  }

  private func changed(_ old: SpanSet, _ new: SpanSet) -> String? {
    old.daysChanged(to: new).map { "\($0.from)..\($0.to)" }
  }

  @Test("Spans of one key that share a day overlap, whatever their order")
  func overlap() throws {
    let rows = try set(
      ("A", "2026-04-30", "2026-12-31"), ("B", "2026-01-01", "2026-12-31"),
      ("A", "2026-01-01", "2026-04-30"))
    #expect(try #require(rows.firstOverlap()) == (0, 2))
  }

  @Test("Spans that follow each other by a day do not overlap, nor do those of other keys")
  func noOverlap() throws {
    let rows = try set(
      ("A", "2026-05-01", "2026-12-31"), ("B", "2026-01-01", "2026-12-31"),
      ("A", "2026-01-01", "2026-04-30"))
    #expect(rows.firstOverlap() == nil)
  }

  @Test("Equal sets change no day, also when a span is cut in two")
  func unchanged() throws {
    let whole = try set(("A", "2026-01-01", "2026-12-31"))
    let halves = try set(("A", "2026-07-01", "2026-12-31"), ("A", "2026-01-01", "2026-06-30"))
    #expect(whole.daysChanged(to: halves) == nil)
    #expect(SpanSet().daysChanged(to: SpanSet()) == nil)
  }

  @Test("G28: an end moved from open to 2026-03-31 changes the days from 2026-04-01")
  func endMoved() throws {
    let old = try set(("A", "2026-01-01", "9999-12-31"))
    let new = try set(("A", "2026-01-01", "2026-03-31"))
    #expect(changed(old, new) == "2026-04-01..9999-12-31")
    #expect(changed(new, old) == "2026-04-01..9999-12-31")
  }

  @Test("Something from nothing changes its own days")
  func added() throws {
    let new = try set(("A", "2026-02-01", "2026-02-28"))
    #expect(changed(SpanSet(), new) == "2026-02-01..2026-02-28")
  }

  @Test("Another key on the same days is a change, and two changes are held by one span")
  func replaced() throws {
    let old = try set(("A", "2026-01-01", "2026-12-31"))
    let new = try set(
      ("A", "2026-01-01", "2026-02-28"), ("B", "2026-03-01", "2026-03-31"),
      ("A", "2026-04-01", "2026-11-30"))
    #expect(changed(old, new) == "2026-03-01..2026-12-31")
  }
}
