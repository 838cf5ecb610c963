package import Domain

/// One payment at which the budget law was applied, as the trace of its decision tells it (rule
/// `REPORT-1`).
///
/// It is there also when nothing was kept, because the rate or the payment was too small: a report at
/// another rate needs it.
package struct SequesteredLine: Hashable, Sendable {
  /// The line of the claim; 0 for a claim that is decided as a whole.
  package var lineNumber: Int
  /// The day that chose the rate.
  package var day: Day
  /// The line of business.
  package var lineOfBusiness: LineOfBusiness
  /// The rate that was applied.
  package var rate: BasisPoints
  /// The payment before sequestration.
  package var base: Money
  /// What was kept of it.
  package var sequestered: Money
  /// What was paid, after withholds as well.
  package var paid: Money

  /// Makes a line.
  package init(
    lineNumber: Int, day: Day, lineOfBusiness: LineOfBusiness, rate: BasisPoints, base: Money,
    sequestered: Money, paid: Money
  ) {
    self.lineNumber = lineNumber
    self.day = day
    self.lineOfBusiness = lineOfBusiness
    self.rate = rate
    self.base = base
    self.sequestered = sequestered
    self.paid = paid
  }

  /// The first day of the month of the services.
  package var month: Day { day.adding(days: 1 - day.parts.day) }

  /// The line with each amount taken back.
  package var reversed: SequesteredLine {
    var line = self
    line.base = -base
    line.sequestered = -sequestered
    line.paid = -paid
    return line
  }

  /// The payments of an adjudication at which the law was applied, in the order of their lines.
  ///
  /// A step that cannot be read gives none: the checks of the store then miss what it kept.
  package static func lines(of decision: ClaimDecision) -> [SequesteredLine] {
    let amounts = decision.trace.filter { $0.rule == RuleNames.sequestrationAmount }
    guard !amounts.isEmpty else { return [] }
    return amounts.compactMap { SequesteredLine($0, in: decision) }
      .sorted { $0.lineNumber < $1.lineNumber }
  }

  private init?(_ amount: TraceStep, in decision: ClaimDecision) {
    let steps = decision.trace.filter { $0.lineNumber == amount.lineNumber }
    guard let base = amount.before, base != .zero, let rest = amount.after,
      let applied = steps.first(where: { $0.rule == RuleNames.sequestrationApplies }),
      let business = applied.fact("line_of_business").flatMap(LineOfBusiness.init(rawValue:)),
      let chosen = steps.first(where: { $0.rule == RuleNames.sequestrationRate }),
      let day = chosen.fact("day").flatMap({ Day(iso: $0) }),
      let rate = BasisPoints(percentage: chosen.outcome)
    else { return nil }
    let line = decision.lines.first { $0.lineNumber == amount.lineNumber }
    self.init(
      lineNumber: amount.lineNumber, day: day, lineOfBusiness: business, rate: rate, base: base,
      sequestered: base - rest, paid: line?.paid ?? decision.paid)
  }
}

extension TraceStep {
  /// The value of a fact; nothing when there is no such fact.
  fileprivate func fact(_ name: String) -> String? {
    facts.first { $0.name == name }?.value
  }
}

extension BasisPoints {
  /// Reads a rate as a step prints it, such as `2 %`.
  fileprivate init?(percentage text: String) {
    guard text.hasSuffix(" %"), let thousandths = Decimal3.thousandths(text.dropLast(2)),
      thousandths % 10 == 0
    else { return nil }
    self.init(checked: thousandths / 10)
  }
}
