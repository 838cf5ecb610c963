package import Domain

/// The way of a line from its charge to its payment, a step for each amount between them and for each
/// rule that took nothing although one might ask for it.
///
/// The amounts are those of the decision; the trace only says which rule set them and why. Each step
/// begins with what the one before it left, and the last ends with the payment.
package struct Waterfall: Hashable, Sendable {
  /// The steps, at least the charge.
  package private(set) var steps: [WaterfallStep]

  /// Explains `line`.
  ///
  /// - Parameter trace: Every step of the decision of the claim, in order.
  package init(_ line: LineDecision, trace: [TraceStep]) {
    steps = [
      WaterfallStep(
        "Charge", before: line.charge, after: line.charge, words: "What the provider asks for.")
    ]
    let own = trace.filter { $0.lineNumber == line.lineNumber }
    guard let denial = line.denial else {
      for entry in Waterfall.entries(line, own) { append(entry) }
      return
    }
    append(denied(line, denial))
  }

  /// What is left in the end.
  package var paid: Money { steps.last?.after ?? .zero }

  /// The waterfall of a decision that was taken back to the cent.
  ///
  /// - Parameters:
  ///   - rule: The rule of the reversal; absent when its trace names none.
  ///   - words: What took it back.
  package func takenBack(by rule: RuleName?, _ words: String) -> Waterfall {
    var copy = self
    copy.steps.append(
      WaterfallStep("Taken back", rule: rule, before: paid, after: .zero, words: words))
    return copy
  }

  /// What a step takes, and where it stands.
  private struct Entry {
    let stage: WaterfallStage
    /// The place of its rule in the trace; behind all others when the trace names none.
    var place = Int.max
    let label: String
    let rule: RuleName?
    var taken = Money.zero
    var codes: [String] = []
    let words: String
  }

  private mutating func append(_ entry: Entry) {
    let before = paid
    steps.append(
      WaterfallStep(
        entry.label, rule: entry.rule, before: before, after: before - entry.taken,
        codes: entry.codes, words: entry.words))
  }

  private func denied(_ line: LineDecision, _ denial: Reason) -> Entry {
    let row = ReasonTable.row(for: denial)
    return Entry(
      stage: .price, label: line.isSuspended ? "Suspended" : "Denied", rule: row?.rule,
      taken: line.charge - line.paid,
      codes: (row.map { [$0.label] } ?? []) + line.remarks,
      words: row?.meaning ?? "The line is denied.")
  }

  /// The entries of a line that is not denied, stage after stage, within one as the rules applied.
  private static func entries(_ line: LineDecision, _ trace: [TraceStep]) -> [Entry] {
    let amounts = line.adjustments.map { entry($0, trace) }
    let notes = trace.indices.compactMap { note(at: $0, trace) }
    return (amounts + [allowed(line, trace)] + notes).enumerated().sorted {
      ($0.element.stage, $0.element.place, $0.offset)
        < ($1.element.stage, $1.element.place, $1.offset)
    }.map(\.element)
  }

  private static func entry(_ adjustment: Adjustment, _ trace: [TraceStep]) -> Entry {
    let place = trace.lastIndex { $0.codes.contains(adjustment.label) }
    let step = place.map { trace[$0] }
    let clause = step.flatMap { StepDetail.clause(of: $0, among: trace) }
    return Entry(
      stage: WaterfallStage(adjustment), place: place ?? .max, label: adjustment.title,
      rule: step?.rule, taken: adjustment.amount, codes: [adjustment.label],
      words: sentence(DecisionExplanation.words(for: adjustment), clause))
  }

  private static func allowed(_ line: LineDecision, _ trace: [TraceStep]) -> Entry {
    let price = AllowedAmount(line, trace)
    return Entry(stage: .allowed, label: "Allowed", rule: price.rule, words: price.words)
  }

  /// A rule that took nothing, where one might ask why.
  private static func note(at place: Int, _ trace: [TraceStep]) -> Entry? {
    guard let untaken = UntakenAmount.words(for: trace[place], among: trace) else { return nil }
    return Entry(
      stage: untaken.stage, place: place, label: untaken.label, rule: trace[place].rule,
      words: untaken.sentence)
  }

  /// `words` with a clause before its full stop.
  private static func sentence(_ words: String, _ clause: String?) -> String {
    guard let clause, words.hasSuffix(".") else { return words.capitalizedFirst }
    return "\(words.dropLast()): \(clause).".capitalizedFirst
  }
}

extension String {
  /// The text with its first letter in upper case.
  fileprivate var capitalizedFirst: String {
    prefix(1).uppercased() + dropFirst()
  }
}
