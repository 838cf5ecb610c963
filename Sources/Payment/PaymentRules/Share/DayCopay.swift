import Domain

/// A copay for each day of a stay, within a range of its days (rule `STAY-5`).
enum DayCopay {
  /// The step that says how many days have a copay; nothing for a copay that is due once.
  static func step(_ line: PricedLine) -> TraceStep? {
    let benefit = line.covered.benefit
    guard benefit.copayUnit == .day, benefit.copay > .zero, let stay = line.covered.billed.stay
    else { return nil }
    let days = benefit.copayDays
    return TraceStep(
      RuleNames.copayPerDay, line: line.covered.number,
      facts: [
        TraceStep.Fact("copay_a_day", benefit.copay), TraceStep.Fact("first_day", days.first),
        TraceStep.Fact("last_day", days.last.map { String($0) } ?? "none"),
        TraceStep.Fact("days_of_stay", stay.days),
      ],
      after: line.covered.copayDue, outcome: "copay for \(days.count(in: stay.days)) days")
  }
}
