/// What became of a scenario.
struct ScenarioOutcome: Sendable {
  /// What became of a step.
  struct Step: Sendable {
    /// What it did.
    let action: String
    /// What it came to, in the form of an expectation.
    let observed: JSONValue
    /// What was expected otherwise.
    let differences: [ScenarioDifference]
  }

  /// The file.
  let path: String
  /// What it is called; empty when the file could not be read.
  let name: String
  /// The steps that were played.
  let steps: [Step]
  /// Why it could not be played to its end; nothing when it was.
  let failure: String?

  /// Whether everything came out as expected.
  var isHolding: Bool { failure == nil && steps.allSatisfy(\.differences.isEmpty) }

  /// What a person needs to see: nothing when it holds.
  var text: String {
    var lines = isHolding ? [] : ["\(Terminal.safe(path)): \(Terminal.safe(name)) does not hold"]
    if let failure { lines.append("  \(failure)") }
    for (index, step) in steps.enumerated() where !step.differences.isEmpty {
      lines.append("  step \(index + 1), \(step.action)")
      lines += step.differences.map { "    " + Terminal.safe($0.text) }
    }
    return lines.joined(separator: "\n")
  }

  /// Everything, for another program.
  var value: JSONValue {
    .record([
      "file": .text(path), "name": .text(name), "holds": .flag(isHolding),
      "failure": failure.map { .text($0) } ?? .null,
      "differences": .list(steps.flatMap(\.differences).map(\.value)),
      "steps": .list(
        steps.map { .record(["action": .text($0.action), "observed": $0.observed]) }),
    ])
  }
}
