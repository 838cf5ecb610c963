import Domain

/// Every reason against a line, the one that decides first (rule `OUT-1`).
struct FoundReasons {
  let ordered: [Reason]
  /// Whether there is none.
  let isEmpty: Bool
  private let before: [Reason]
  private let hold: HoldFacts.Line?

  /// Joins the reasons found before payment with those that authorization's answer gives.
  init(before: [Reason], hold: HoldFacts.Line?) {
    self.before = before
    self.hold = hold
    let given = before + [hold?.authorization.reason, hold?.referral.reason].compactMap(\.self)
    isEmpty = given.isEmpty
    ordered = given.isEmpty ? [] : ReasonTable.ordered(given)
  }

  /// The step that says what was found and what decides.
  func step(line lineNumber: Int, deciding: Reason) -> TraceStep {
    var facts = before.map { TraceStep.Fact("found_before", $0.rawValue) }
    if let hold, hold.authorization != .notNeeded {
      facts.append(TraceStep.Fact("authorization", hold.authorization.rawValue))
    }
    if let hold, hold.referral != .notNeeded {
      facts.append(TraceStep.Fact("referral", hold.referral.rawValue))
    }
    return TraceStep(
      RuleNames.reasonsInOrder, line: lineNumber, facts: facts, outcome: deciding.rawValue)
  }
}
