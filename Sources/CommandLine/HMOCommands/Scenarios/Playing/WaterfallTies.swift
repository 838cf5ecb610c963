import Messages
import Protobuf

/// Whether the steps of each explained line lead from its charge to what was paid, without a gap.
struct WaterfallTies {
  /// A place where they do not.
  struct Fault: Hashable {
    let place: String
    let expected: String
    let got: String
  }

  private let lines: [ClaimV1.LineExplanation]
  private let decided: [Int32: PaymentV1.LineDecision]
  /// Whether the claim was taken back, so that nothing is paid in the end.
  private let isTakenBack: Bool

  init(_ answer: ClaimV1.ExplainClaimResponse) {
    lines = answer.lines
    decided = Dictionary(
      (answer.decision?.lines ?? []).map { ($0.lineNumber, $0) },
      uniquingKeysWith: { first, _ in first })
    isTakenBack = (answer.decision?.reversesVersion ?? 0) > 0
  }

  /// What does not tie.
  var faults: [Fault] {
    guard !decided.isEmpty else { return [] }
    let explained = Set(lines.map(\.lineNumber))
    let missing = decided.keys.filter { !explained.contains($0) }.sorted().map {
      Fault(place: "line \($0)", expected: "explained", got: "nothing")
    }
    return missing
      + lines.flatMap { line in decided[line.lineNumber].map { faults(line, $0) } ?? [] }
  }

  private func faults(
    _ line: ClaimV1.LineExplanation, _ decision: PaymentV1.LineDecision
  ) -> [Fault] {
    let sign: Int64 = isTakenBack ? -1 : 1
    let charge = sign * (decision.charge?.cents ?? 0)
    let paid = isTakenBack ? 0 : decision.paid?.cents ?? 0
    let amounts = line.steps.map { ($0.before?.cents ?? 0, $0.after?.cents ?? 0) }
    let gaps = zip(amounts, amounts.dropFirst()).filter { $0.1 != $1.0 }
    return fault(line, "first amount", charge, amounts.first?.0)
      + fault(line, "last amount", paid, amounts.last?.1)
      + gaps.flatMap { fault(line, "next step", $0.1, $1.0) } + unnamed(line)
  }

  /// A step that takes something names its rule.
  private func unnamed(_ line: ClaimV1.LineExplanation) -> [Fault] {
    line.steps.filter { $0.before?.cents != $0.after?.cents && $0.rule.isEmpty }.map {
      Fault(place: "line \(line.lineNumber), \($0.label)", expected: "a rule", got: "none")
    }
  }

  private func fault(
    _ line: ClaimV1.LineExplanation, _ what: String, _ expected: Int64, _ got: Int64?
  ) -> [Fault] {
    guard got != expected else { return [] }
    return [
      Fault(
        place: "line \(line.lineNumber), \(what)", expected: "\(expected)",
        got: got.map(String.init) ?? "nothing")
    ]
  }
}
