import Domain
import PaymentRules

/// Computes what the budget law keeps of each stored line again, from the facts that the answer holds.
///
/// The rate is the one that was applied: whether the law has another by now is for a replay to say.
enum SequestrationCheck {
  /// What is wrong with the lines of an adjudication.
  static func findings(_ decision: ClaimDecision) -> [String] {
    let steps = Dictionary(grouping: decision.trace, by: \.lineNumber)
    let isCoordinated = ClaimStatus.isBehindOtherPayer(decision.claimStatusCode)
    return decision.lines.compactMap { line in
      finding(line, steps[line.lineNumber] ?? [], isCoordinated: isCoordinated).map {
        "line \(line.lineNumber): \($0)"
      }
    }
  }

  private static func finding(
    _ line: LineDecision, _ steps: [TraceStep], isCoordinated: Bool
  ) -> String? {
    let kept = line.adjustments.filter { $0.code == "253" }.reduce(Money.zero) { $0 + $1.amount }
    guard let amount = steps.first(where: { $0.rule == amountRule }) else {
      return kept == .zero ? nil : "something was kept, although no rule said so"
    }
    guard let rate = steps.first(where: { $0.rule == rateRule }),
      let applies = steps.first(where: { $0.rule.name == appliesRule.name }),
      applies.value("line_of_business") == LineOfBusiness.medicareAdvantage.rawValue
    else { return "something was kept of a payment that is not reduced" }
    guard let rate = self.rate(rate) else { return "the rate that was applied cannot be read" }
    let payment =
      isCoordinated ? line.paid + line.withheld + kept : line.allowed - line.patientShare
    guard amount.before == payment, kept == payment.share(rate), amount.after == payment - kept
    else { return "what was kept is not the rate's share of the payment" }
    return nil
  }

  /// The rate of a step; none before the first row of the law.
  private static func rate(_ step: TraceStep) -> BasisPoints? {
    guard let day = step.value("day").flatMap({ Day(iso: $0) }), step.outcome.hasSuffix(" %"),
      let thousandths = Decimal3.thousandths(step.outcome.dropLast(2)),
      let rate = BasisPoints(checked: thousandths / 10)
    else { return nil }
    guard let from = step.value("from") else { return rate == .zero ? rate : nil }
    guard let start = Day(iso: from), start <= day else { return nil }
    return rate
  }

  private static let appliesRule = RuleName("SEQ-1", version: 2)
  private static let rateRule = RuleName("SEQ-2")
  private static let amountRule = RuleName("SEQ-3")
}

extension TraceStep {
  /// The value of a fact; nothing when there is no such fact.
  fileprivate func value(_ name: String) -> String? {
    facts.first { $0.name == name }?.value
  }
}
