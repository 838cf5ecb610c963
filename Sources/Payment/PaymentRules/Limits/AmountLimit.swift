import Domain

/// What is allowed beyond the limit of a plan year is cut away (rule `LIMIT-2`).
enum AmountLimit {
  /// The step for a line that the limit cuts back or ends.
  static func step(_ line: CoveredLine, used: Money, most: Money) -> TraceStep {
    TraceStep(
      RuleNames.amountLimit, line: line.number,
      facts: [
        TraceStep.Fact("category", line.benefit.category), TraceStep.Fact("dollars_max", most),
        TraceStep.Fact("dollars_used", used),
      ], outcome: used < most ? "cut back" : "used up")
  }

  /// The part of the charge that is over the limit, as the one who bears it is named.
  static func adjustment(_ line: CoveredLine, _ amount: Money) -> Adjustment {
    line.benefit.limitLiability == .member
      ? Adjustment(.patient, "119", amount) : Adjustment(.contractual, "222", amount)
  }
}

extension PricedLine {
  /// The line cut back to `left`, which is less than it is worth: the part of the charge that is over
  /// the limit is adjusted, the rest of the charge is priced at what is left.
  func cut(to left: Money, because step: TraceStep) -> PricedLine {
    let excess = charge.scaled(by: allowed.cents - left.cents, over: allowed.cents)
    let rest = charge - excess
    let adjustment = AmountLimit.adjustment(covered, excess)
    let isPatients = adjustment.group == .patient
    let step = TraceStep(
      step.rule, line: step.lineNumber, facts: step.facts, before: allowed, after: left,
      outcome: step.outcome, codes: excess > .zero ? [adjustment.label] : [])
    var line = self
    line.reductions = reductions.filter { $0.code == "198" }
    if excess > .zero, !isPatients { line.reductions.append(adjustment) }
    if left > rest { line.reductions.append(Adjustment(.contractual, "94", rest - left)) }
    if left < rest {
      line.reductions.append(Adjustment(.contractual, covered.reductionCode, rest - left))
    }
    (line.charge, line.allowed, line.trace) = (rest, left, trace + [step])
    line.patientExcess = excess > .zero && isPatients ? adjustment : nil
    return line
  }
}
