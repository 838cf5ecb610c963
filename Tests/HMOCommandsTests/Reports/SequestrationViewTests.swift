import Domain
import Foundation
import Messages
import Protobuf
import Testing

@testable import HMOCommands

@Suite("A report of sequestration forms groups that add up")
struct SequestrationViewTests {
  @Test(
    "REPORT-1: the groups of every grouping add up to the ledger's sum, to the cent",
    arguments: SequestrationGrouping.allCases)
  func addsUp(grouping: SequestrationGrouping) {
    let facts = ReportFixture.facts(otherRate: 100)
    let view = SequestrationView(facts, by: grouping)
    let kept = facts.groups.reduce(0) { $0 + ($1.sequestered?.cents ?? 0) }
    let otherwise = facts.groups.reduce(0) { $0 + ($1.whatIfSequestered?.cents ?? 0) }
    let claims = facts.groups.reduce(0) { $0 + Int64($1.claims) }
    #expect(view.total.sequestered.cents == kept)
    #expect(view.rows.reduce(0) { $0 + $1.figures.sequestered.cents } == kept)
    #expect(view.rows.reduce(0) { $0 + $1.figures.otherwise.cents } == otherwise)
    #expect(view.total.claims == claims)
    #expect(view.rows.count > 2)
    for row in view.rows + [SequestrationView.Row(name: view.rows[0].name, figures: view.total)] {
      let figures = row.figures
      #expect(figures.base == figures.sequestered + figures.withheld + figures.paid)
      #expect(figures.paid + figures.sequestered == figures.paidOtherwise + figures.otherwise)
    }
  }

  @Test("Practices come with what was kept most first, months and classes in their own order")
  func order() {
    let facts = ReportFixture.facts()
    let practices = SequestrationView(facts, by: .provider).rows.map(\.figures.sequestered)
    #expect(practices == practices.sorted(by: >))
    let months = SequestrationView(facts, by: .month).rows.map(\.name.label)
    #expect(months.first == "2025-07" && months == months.sorted() && months.count == 18)
    #expect(
      SequestrationView(facts, by: .size).rows.map(\.name.label) == [
        "Solo", "2 to 10 clinicians", "11 to 50 clinicians", "More than 50 clinicians",
      ])
    #expect(
      SequestrationView(facts, by: .rural).rows.map(\.name.label)
        == ["Urban", "Rural", "Super-rural"])
  }

  @Test("A practice that the network does not know is told by its NPI, and its class is not known")
  func unknown() {
    let facts = SequestrationFacts(
      groups: [ReportFixture.group(0, base: 1_000), ReportFixture.group(40, base: 500)],
      providers: ReportFixture.providers(1))
    #expect(
      SequestrationView(facts, by: .provider).rows.map(\.name.label)
        == ["Lakeside Clinic", "NPI 1000000324"])
    #expect(
      SequestrationView(facts, by: .size).rows.map(\.name.label) == ["Solo", "Not known"])
  }

  @Test("The table shows the groups and their sum, and another rate beside them")
  func table() {
    let facts = SequestrationFacts(
      groups: [
        ReportFixture.group(0, base: 9_999, members: 1, otherwise: 100),
        ReportFixture.group(1, base: -50, rate: 100, members: 2, otherwise: -1),
      ], providers: ReportFixture.providers(2), otherRate: BasisPoints(100))
    let view = SequestrationView(facts, by: .size)
    let lines = SequestrationColumns(view, facts).text.split(separator: "\n").map { line in
      line.split(separator: " ").joined(separator: " ")
    }
    #expect(
      lines == [
        "SIZE OF PRACTICE PRACTICES CLAIMS BEFORE RATE KEPT WITHHELD PAID KEPT AT 1 % CHANGE "
          + "PAID AT 1 %",
        "Solo 1 2 99.99 2 % 2.00 0.00 97.99 1.00 -1.00 98.99",
        "2 to 10 clinicians 1 4 -0.50 1 % -0.01 0.00 -0.49 -0.01 0.00 -0.49",
        "Total 2 6 99.49 1 %, 2 % 1.99 0.00 97.50 0.99 -1.00 98.50",
      ])
  }

  @Test("CSV quotes what must be quoted, ends lines as RFC 4180 says, and disarms formulas")
  func csv() {
    #expect(
      CSVText.lines([["a,b", "say \"x\"", "", "-1.50", "=1+1", "two\nlines", "-x"]])
        == "\"a,b\",\"say \"\"x\"\"\",,-1.50,'=1+1,\"two\nlines\",'-x\r\n")
    let facts = ReportFixture.facts(practices: 2, months: 1)
    let view = SequestrationView(facts, by: .provider)
    let lines = SequestrationColumns(view, facts).csv.components(separatedBy: "\r\n")
    #expect(lines[0] == "provider,npi,tin,claims,base,rate,sequestered,withheld,paid")
    #expect(lines.count == 4 && lines[3].isEmpty)
    #expect(lines[1].hasPrefix("Lakeside Clinic,1000000004,900000000,"))
  }

  @Test("JSON has the same groups, amounts as text, and nothing that was not asked for")
  func json() throws {
    let facts = ReportFixture.facts(practices: 3, months: 2)
    let view = SequestrationView(facts, by: .month)
    let text = try SequestrationDocument(view, facts, isDeidentified: false).json()
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let total = try #require(object["total"] as? [String: Any])
    #expect(total["sequestered"] as? String == view.total.sequestered.description)
    #expect(
      (object["groups"] as? [[String: Any]])?.map { $0["group"] as? String } == [
        "2025-07", "2025-08",
      ])
    #expect(!text.contains("npi") && !text.contains("what_if"))
  }
}
