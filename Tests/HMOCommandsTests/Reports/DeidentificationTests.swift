import Domain
import Messages
import Protobuf
import Testing

@testable import HMOCommands

@Suite("A report that is de-identified tells of nobody")
struct DeidentificationTests {
  /// A view by size in which each class has so many practices, each of so many members.
  private func view(_ classes: [(practices: Int, members: Int32)]) -> SequestrationView {
    var number = 0
    let rows = classes.enumerated().map { index, group in
      var figures = SequestrationFigures()
      for _ in 0..<group.practices {
        figures.add(ReportFixture.group(number, base: 10_000, members: group.members))
        number += 1
      }
      return SequestrationView.Row(
        name: SequestrationGroupName(key: "\(index)", label: "class \(index)"), figures: figures)
    }
    return SequestrationView(.size, rows)
  }

  private func shown(_ classes: [(practices: Int, members: Int32)]) throws -> [String] {
    try Deidentification.apply(to: view(classes)).rows.map {
      "\($0.name.label): \($0.figures.practices)"
    }
  }

  @Test("REPORT-3: groups of enough practices and members stand as they are")
  func standing() throws {
    #expect(try shown([(3, 4), (4, 20)]) == ["class 0: 3", "class 1: 4"])
  }

  @Test("REPORT-3: groups of too few practices or members become one")
  func merged() throws {
    #expect(
      try shown([(2, 50), (5, 20), (2, 50), (3, 3)])
        == ["class 1: 5", "Groups too small to show: 7"])
  }

  @Test("REPORT-3: the smallest group that stands joins a merged one that is still too small")
  func joined() throws {
    #expect(
      try shown([(5, 20), (4, 20), (1, 20), (1, 20)])
        == ["class 0: 5", "Groups too small to show: 6"])
    #expect(try shown([(4, 20), (1, 20)]) == ["Groups too small to show: 5"])
  }

  @Test("REPORT-3: when everything together is too small, there is no report; nor one by practice")
  func refused() throws {
    #expect(throws: CommandFailure.self) { try shown([(2, 90)]) }
    #expect(throws: CommandFailure.self) { try shown([(3, 3)]) }
    let practices = SequestrationView(ReportFixture.facts(), by: .provider)
    #expect(throws: CommandFailure.self) { try Deidentification.apply(to: practices) }
    #expect(try Deidentification.apply(to: SequestrationView(.size, [])).rows.isEmpty)
  }

  @Test("REPORT-3: a member who comes back every month counts once at a practice")
  func months() {
    var figures = SequestrationFigures()
    for month in 0..<12 {
      figures.add(ReportFixture.group(1, month: month, base: 1, members: Int32(month)))
    }
    figures.add(ReportFixture.group(2, base: 1, members: 4))
    #expect(figures.membersMin == 15 && figures.practices == 2)
  }

  @Test(
    "REPORT-3: merging moves no cent, and neither text nor page names a practice",
    arguments: [SequestrationGrouping.month, .size, .ownership, .rural])
  func namesNobody(grouping: SequestrationGrouping) throws {
    let facts = ReportFixture.facts(practices: 9)
    let whole = SequestrationView(facts, by: grouping)
    let view = try Deidentification.apply(to: whole)
    #expect(view.total == whole.total)
    #expect(view.rows.allSatisfy { $0.figures.practices >= 3 && $0.figures.membersMin >= 11 })
    let columns = SequestrationColumns(view, facts)
    let texts = [
      columns.text, columns.csv,
      try SequestrationDocument(view, facts, isDeidentified: true).json(),
      SequestrationPage(facts, [view], isDeidentified: true).text,
    ]
    for text in texts {
      for group in facts.groups {
        #expect(!text.contains(group.billingNPI) && !text.contains(group.billingTIN))
      }
      for provider in facts.providers.values.compactMap(\.provider) {
        #expect(!text.contains(HTMLText.escaped(provider.name)))
      }
    }
  }
}
