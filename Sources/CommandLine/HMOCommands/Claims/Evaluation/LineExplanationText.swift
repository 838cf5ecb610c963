import Messages
import Protobuf

/// A line explained, as a person reads it.
struct LineExplanationText {
  let waterfall: WaterfallText

  init(width: Int = TerminalWidth.current, isBold: Bool = TerminalWidth.takesBold) {
    waterfall = WaterfallText(width: width, isBold: isBold)
  }

  /// The lines of text. Sentences that the steps say as well are left out.
  func lines(_ line: ClaimV1.LineExplanation) -> [String] {
    let title = line.lineNumber == 0 ? "The whole claim" : "Line \(line.lineNumber)"
    let procedure = line.procedure.isEmpty ? "" : ", \(Terminal.safe(line.procedure))"
    let told = Set(line.steps.map(\.words))
    let why = line.isDenied || line.steps.isEmpty ? line.why.filter { !told.contains($0) } : []
    return ["", title + procedure] + waterfall.lines(line.steps)
      + why.flatMap { paragraph($0) }
      + line.whatWouldChangeIt.flatMap { paragraph("What would change it: \($0)") }
  }

  private func paragraph(_ sentence: String) -> [String] {
    WrappedText.lines(Terminal.safe(sentence), width: waterfall.width - 4).enumerated().map {
      ($0.offset == 0 ? "  " : "    ") + $0.element
    }
  }
}

extension ClaimV1.LineExplanation {
  /// Whether the line is denied or suspended: then each sentence names a reason of its own.
  fileprivate var isDenied: Bool {
    steps.contains { ["Denied", "Suspended"].contains($0.label) }
  }
}
