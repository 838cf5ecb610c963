import Domain
import Foundation
import Messages
import Protobuf
import Testing

@testable import HMOCommands

@Suite("The page of a report needs nothing else and says everything twice")
struct SequestrationPageTests {
  private func page(_ facts: SequestrationFacts) -> String {
    let views = SequestrationGrouping.allCases.map { SequestrationView(facts, by: $0) }
    return SequestrationPage(facts, views, isDeidentified: false).text
  }

  private func count(_ part: String, in text: String) -> Int {
    text.components(separatedBy: part).count - 1
  }

  @Test("It loads nothing and runs nothing")
  func selfContained() {
    let text = page(ReportFixture.facts(otherRate: 0))
    for part in ["<script", "http:", "https:", "src=", "<link", "url(", "@import", "onload"] {
      #expect(!text.contains(part), "\(part)")
    }
    #expect(text.contains("default-src 'none'"))
    #expect(text == page(ReportFixture.facts(otherRate: 0)))
  }

  @Test("Each chart has a title and a caption and a table beside it with a caption and heads")
  func accessible() {
    let text = page(ReportFixture.facts())
    #expect(text.contains("<html lang=\"en\">") && text.contains("<title>Sequestration, "))
    #expect(count("<h1>", in: text) == 1 && count("<main", in: text) == 1)
    #expect(count("<svg", in: text) == 5 && count("role=\"img\" aria-label=", in: text) == 5)
    #expect(count("<figcaption>", in: text) == 5 && count("<caption>", in: text) == 5)
    #expect(count("<tfoot>", in: text) == 5)
    let lines = 18 + 4 + 5 + 3 + 30 + 5
    #expect(count("<th scope=\"row\">", in: text) == lines)
    #expect(count("<tr>", in: text) == lines + 5)
  }

  @Test("The sums that it tells are those of the ledger, and those of another rate when asked for")
  func sums() {
    let facts = ReportFixture.facts(otherRate: 100)
    let total = SequestrationView(facts, by: .size).total
    let text = page(facts)
    #expect(count(">\(total.sequestered.dollars)<", in: text) >= 6)
    #expect(count(">\(total.otherwise.dollars)<", in: text) >= 5)
    #expect(text.contains("If the rate were 1 %") && text.contains("nothing is posted"))
    #expect(!page(ReportFixture.facts()).contains("otherwise\" x="))
  }

  @Test("A name cannot become markup or leave an attribute")
  func escapes() {
    var providers = ReportFixture.providers(1)
    for key in providers.keys {
      providers[key]?.provider?.name = "<script>\"'&\u{202E}alert(1)</script>"
    }
    let text = page(
      SequestrationFacts(
        groups: [ReportFixture.group(0, base: 1_000)], providers: providers))
    #expect(!text.contains("<script") && !text.contains("\u{202E}"))
    #expect(text.contains("&lt;script&gt;&quot;&#39;&amp;\\u{202e}alert"))
  }

  @Test("Without payments it says so, and a table of many practices shows the largest as a chart")
  func extremes() {
    let empty = page(SequestrationFacts(groups: [], providers: [:]))
    #expect(empty.contains("Nothing was kept") && !empty.contains("<svg"))
    let text = page(ReportFixture.facts(practices: 30))
    #expect(text.contains("Kept, by practice, the 15 largest"))
  }

  @Test(
    "A scale has round steps, holds all amounts and zero, and has few of them",
    arguments: [
      [], [0], [1], [-1], [7, 3], [-12_345, 99], [99_999_999], [Int64.max, Int64.min],
      [100, 200, 300, 400, 401],
    ] as [[Int64]])
  func scales(cents: [Int64]) {
    let amounts = cents.map { Money(cents: $0) }
    let scale = ChartScale(amounts)
    #expect((2...7).contains(scale.ticks.count), "\(scale.ticks)")
    #expect(scale.ticks.contains(.zero))
    for amount in amounts { #expect((0...100).contains(scale.place(amount, on: 100))) }
    #expect(scale.place(scale.ticks[0], on: 100) == 0)
    #expect(scale.place(scale.ticks[scale.ticks.count - 1], on: 100) == 100)
  }

  @Test("Amounts are shown as dollars, and parts of amounts as rounded percentages")
  func amounts() {
    #expect(Money(cents: 123_456_789).dollars == "$1,234,567.89")
    #expect(Money(cents: -80).dollars == "−$0.80" && Money(cents: 5).dollars == "$0.05")
    #expect(Money(cents: 100_000).shortDollars == "$1,000")
    #expect(Money(cents: 201).part(of: Money(cents: 9_999)) == "2.01 %")
    #expect(Money(cents: 1).part(of: .zero) == "–")
    #expect(Money(cents: -1).part(of: Money(cents: 100)) == "−1.00 %")
    #expect(
      [0, 999, 1_000, 21_224_001].map { HTMLText.grouped($0) } == [
        "0", "999", "1,000", "21,224,001",
      ])
    #expect(HTMLText.shortened("abcdef", to: 4) == "abc…")
  }
}
