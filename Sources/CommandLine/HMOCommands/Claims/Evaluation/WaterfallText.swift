import Domain
import Messages
import Protobuf

/// The way of a line from its charge to its payment, as a person reads it: what, code, how much, what
/// is left, by which rule, and why.
struct WaterfallText {
  /// How wide the text may be.
  let width: Int
  /// Whether the payment may be bold.
  let isBold: Bool

  private struct Row {
    let label: String
    let codes: String
    let change: String
    let left: String
    let rule: String
    let words: String
  }

  /// The lines of text for the steps of a claim's line.
  func lines(_ steps: [ClaimV1.WaterfallStep]) -> [String] {
    let rows = steps.map(row) + [paid(steps)].compactMap(\.self)
    let columns: [(KeyPath<Row, String>, Bool)] = [
      (\.label, false), (\.codes, false), (\.change, true), (\.left, true), (\.rule, false),
    ]
    let widths = columns.map { column, _ in rows.map { $0[keyPath: column].count }.max() ?? 0 }
    let indent = widths.reduce(2) { $0 + ($1 == 0 ? 0 : $1 + 2) }
    return rows.enumerated().flatMap { index, row in
      let cells = zip(columns, widths).filter { $0.1 > 0 }.map { column, width in
        WaterfallText.padded(row[keyPath: column.0], width, isRight: column.1)
      }
      let text = "  " + cells.joined(separator: "  ")
      let isLast = index == rows.count - 1 && !steps.isEmpty
      return with(row.words, behind: isLast ? emphasised(text) : text, indent: indent)
    }
  }

  /// The words behind the columns where there is room, else below them.
  private func with(_ words: String, behind text: String, indent: Int) -> [String] {
    let room = width - indent
    let isBeside = room >= 30
    let lines = WrappedText.lines(words, width: isBeside ? room : width - 6)
    guard isBeside else { return [text.trimmed] + lines.map { "      " + $0 } }
    guard let first = lines.first else { return [text.trimmed] }
    let margin = String(repeating: " ", count: indent)
    return ["\(text)  \(first)"] + lines.dropFirst().map { margin + $0 }
  }

  private func row(_ step: ClaimV1.WaterfallStep) -> Row {
    let before = step.before?.cents ?? 0
    let after = step.after?.cents ?? 0
    let (change, isOverflow) = after.subtractingReportingOverflow(before)
    return Row(
      label: Terminal.safe(step.label), codes: Terminal.safe(step.codes.joined(separator: " ")),
      change: change == 0 || isOverflow ? "" : Money(cents: change).description,
      left: step.after?.text ?? "",
      rule: step.rule.isEmpty ? "" : "\(Terminal.safe(step.rule)) v\(step.ruleVersion)",
      words: Terminal.safe(step.words))
  }

  private func paid(_ steps: [ClaimV1.WaterfallStep]) -> Row? {
    steps.last.map { last in
      Row(
        label: "Paid", codes: "", change: "", left: last.after?.text ?? "", rule: "", words: "")
    }
  }

  private func emphasised(_ text: String) -> String {
    isBold ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  private static func padded(_ text: String, _ width: Int, isRight: Bool) -> String {
    let space = String(repeating: " ", count: max(0, width - text.count))
    return isRight ? space + text : text + space
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
