package import Domain

/// Finds where a decision and its replay part.
package enum DecisionComparison {
  /// The most differences that are named.
  package static let differencesMax = 20

  /// A decision with every step of the way to it.
  package struct Side: Hashable, Sendable {
    /// The steps, in order.
    package var trace: [TraceStep]
    /// What was decided of each line.
    package var lines: [LineDecision]

    /// Makes one side of the comparison.
    package init(trace: [TraceStep], lines: [LineDecision]) {
      self.trace = trace
      self.lines = lines
    }
  }

  /// The first difference of each line, in the order in which the rules were applied, then lines whose
  /// amounts differ without a step that says so. None when both are the same.
  package static func differences(
    stored: Side, replayed: Side
  ) -> [DecisionDifference] {
    let steps = stepDifferences(stored.trace, replayed.trace)
    let explained = Set(steps.map(\.lineNumber))
    let amounts = lineDifferences(stored.lines, replayed.lines).filter {
      !explained.contains($0.lineNumber)
    }
    return Array((steps + amounts).prefix(differencesMax))
  }

  // MARK: Steps

  private struct Place {
    let index: Int
    let step: TraceStep
  }

  private static func stepDifferences(
    _ stored: [TraceStep], _ replayed: [TraceStep]
  ) -> [DecisionDifference] {
    let (left, right) = (byLine(stored), byLine(replayed))
    let found = Set(left.keys).union(right.keys).compactMap { line in
      firstDifference(left[line] ?? [], right[line] ?? [], line)
    }
    return found.sorted {
      ($0.index, $0.difference.lineNumber) < ($1.index, $1.difference.lineNumber)
    }
    .map(\.difference)
  }

  private static func byLine(_ trace: [TraceStep]) -> [Int: [Place]] {
    Dictionary(
      grouping: trace.enumerated().map { Place(index: $0.offset, step: $0.element) },
      by: \.step.lineNumber)
  }

  private static func firstDifference(
    _ left: [Place], _ right: [Place], _ line: Int
  ) -> (index: Int, difference: DecisionDifference)? {
    for index in 0..<max(left.count, right.count) {
      let stored = index < left.count ? left[index] : nil
      let replayed = index < right.count ? right[index] : nil
      guard stored?.step != replayed?.step, let place = stored ?? replayed else { continue }
      let shown = aligned(stored?.step, replayed?.step, left, right)
      return (
        place.index,
        DecisionDifference(
          line: line, rule: (shown.stored ?? shown.replayed)?.rule,
          stored: shown.stored?.sentence ?? "", replayed: shown.replayed?.sentence ?? "")
      )
    }
    return nil
  }

  /// Two steps that differ, without the one that stands further on: a step of a rule that the other
  /// side lacks was added or left out.
  private static func aligned(
    _ stored: TraceStep?, _ replayed: TraceStep?, _ left: [Place], _ right: [Place]
  ) -> (stored: TraceStep?, replayed: TraceStep?) {
    func has(_ places: [Place], _ step: TraceStep?) -> Bool {
      places.contains { $0.step.rule.name == step?.rule.name }
    }
    guard let stored, let replayed, stored.rule.name != replayed.rule.name else {
      return (stored, replayed)
    }
    if !has(left, replayed) { return (nil, replayed) }
    return has(right, stored) ? (stored, replayed) : (stored, nil)
  }

  // MARK: Amounts

  private static func lineDifferences(
    _ stored: [LineDecision], _ replayed: [LineDecision]
  ) -> [DecisionDifference] {
    let (left, right) = (byNumber(stored), byNumber(replayed))
    return Set(left.keys).union(right.keys).sorted().compactMap { number in
      guard left[number] != right[number] else { return nil }
      return DecisionDifference(
        line: number, rule: nil, stored: left[number]?.sentence ?? "",
        replayed: right[number]?.sentence ?? "")
    }
  }

  private static func byNumber(_ lines: [LineDecision]) -> [Int: LineDecision] {
    Dictionary(lines.map { ($0.lineNumber, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension TraceStep {
  /// The step as one line of text, the rule with its version first.
  fileprivate var sentence: String {
    let amounts = [before, after].compactMap { $0?.description }.joined(separator: " to ")
    return [rule.description, amounts, outcome, codes.joined(separator: " "), factsInWords ?? ""]
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension LineDecision {
  /// What was decided, as one line of text.
  fileprivate var sentence: String {
    let amounts = adjustments.map { "\($0.label) \($0.amount)" }.joined(separator: ", ")
    return [
      denial.map { "denied \($0.rawValue)" } ?? "allowed \(allowed)", amounts, "paid \(paid)",
    ].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
