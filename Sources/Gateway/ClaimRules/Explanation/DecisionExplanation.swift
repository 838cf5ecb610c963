package import Domain

/// Says in plain words why lines were decided as they were and what would have changed it.
package enum DecisionExplanation {
  /// One line explained.
  package struct Line: Hashable, Sendable {
    /// The line's number in the claim.
    package let lineNumber: Int
    /// Why, a sentence each.
    package let why: [String]
    /// What would have changed it, a sentence each; empty when the line was paid.
    package let whatWouldChangeIt: [String]
    /// From the charge to the payment; none while nothing is decided.
    package let steps: [WaterfallStep]
  }

  /// Explains every line of `decision`.
  ///
  /// - Parameters:
  ///   - trace: Every step of the way to it; the one of payment alone stands in the decision.
  ///   - reversal: What took it back; absent while it stands.
  package static func lines(
    of decision: ClaimDecision, trace: [TraceStep] = [], takenBackBy reversal: TakeBack? = nil
  ) -> [Line] {
    decision.lines.map { line in
      Line(
        lineNumber: line.lineNumber, why: line.isDenied ? denial(line) : payment(line),
        whatWouldChangeIt: line.reasons.compactMap { ReasonTable.row(for: $0)?.remedy },
        steps: waterfall(line, trace, reversal).steps)
    }
  }

  /// What took a decision back.
  package struct TakeBack: Hashable, Sendable {
    /// The rule; absent when its trace names none.
    package let rule: RuleName?
    /// In a sentence.
    package let words: String

    /// Names what took a decision back.
    package init(rule: RuleName?, words: String) {
      self.rule = rule
      self.words = words
    }
  }

  private static func waterfall(
    _ line: LineDecision, _ trace: [TraceStep], _ reversal: TakeBack?
  ) -> Waterfall {
    let waterfall = Waterfall(line, trace: trace)
    return reversal.map { waterfall.takenBack(by: $0.rule, $0.words) } ?? waterfall
  }

  private static func denial(_ line: LineDecision) -> [String] {
    line.reasons.enumerated().compactMap { index, reason in
      guard let row = ReasonTable.row(for: reason) else { return nil }
      return index == 0
        ? "\(line.isSuspended ? "Suspended" : "Denied") with \(line.adjustments.first?.label ?? row.label): \(row.meaning)"
        : "Also found: \(row.meaning)"
    }
  }

  private static func payment(_ line: LineDecision) -> [String] {
    ["Charged \(line.charge), allowed \(line.allowed)."]
      + line.adjustments.map { "\($0.label) \($0.amount): \(words(for: $0))" }
      + ["Paid \(line.paid); the patient owes \(line.patientShare)."]
  }

  static func words(for adjustment: Adjustment) -> String {
    switch (adjustment.group, adjustment.code.rawValue) {
    case (.patient, "1"): "the patient's deductible."
    case (.patient, "2"): "the patient's coinsurance."
    case (.patient, "3"): "the patient's copay."
    case (.patient, "275"): "left to the patient by another payer and not paid here."
    case (.other, "23"): "paid or written off by the payers before this plan."
    case (_, "303"): "left by Medicare to a member who owes no share of it; nobody may bill it."
    case (_, "24"): "already paid for by capitation or salary."
    case (_, "45"): "the charge above what the contract allows; nobody may bill it."
    case (_, "131"): "the charge above the rate of a letter of agreement; nobody may bill it."
    case (_, "94"): "the contract's fee is above the charge."
    case (_, "104"): "withheld by the contract until the provider's year is settled."
    case (_, "119"): "beyond what the plan covers of this kind of service in a year."
    case (_, "222"): "beyond the limit of the year, borne by the provider."
    case (_, "198"): "units beyond what was authorized."
    case (_, "253"): "sequestration, borne by the provider and never by the patient."
    default: "an adjustment."
    }
  }
}
