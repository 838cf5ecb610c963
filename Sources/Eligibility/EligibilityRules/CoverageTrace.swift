import Domain

/// The steps that explain a line of a coverage answer; they hold no member data.
enum CoverageTrace {
  /// Whether the day is covered, and by which span.
  static func coverage(
    _ finding: CoverageSearch.Finding, _ line: CoverageQuestion.Line
  ) -> TraceStep {
    var facts = [TraceStep.Fact("day", line.day)]
    if case .covered(let span) = finding {
      facts.append(TraceStep.Fact("first_day", span.days.from))
      facts.append(TraceStep.Fact("last_day", span.days.to))
    }
    return TraceStep(
      EligibilityRuleName.coverageOnDay, line: line.lineNumber, facts: facts,
      outcome: finding.status.rawValue)
  }

  /// The product and plan year.
  static func planYear(
    _ year: PlanYear?, of productID: String, _ line: CoverageQuestion.Line
  ) -> TraceStep {
    var facts = [TraceStep.Fact("product", productID)]
    if let year { facts.append(TraceStep.Fact("plan_year_start", year.days.from)) }
    return TraceStep(
      EligibilityRuleName.planYearOnDay, line: line.lineNumber, facts: facts,
      outcome: year == nil ? "no_plan_year" : "plan_year_found")
  }

  /// The primary care provider of record.
  static func primaryCare(_ npi: String, _ line: CoverageQuestion.Line) -> TraceStep {
    TraceStep(
      EligibilityRuleName.primaryCareOnDay, line: line.lineNumber,
      facts: npi.isEmpty ? [] : [TraceStep.Fact("primary_care", npi)],
      outcome: npi.isEmpty ? "none" : "of_record")
  }

  /// The other payers that cover the member too; no step when there is none.
  static func otherCoverage(
    _ coverage: [OtherCoverage], _ line: CoverageQuestion.Line
  ) -> [TraceStep] {
    guard !coverage.isEmpty else { return [] }
    return [
      TraceStep(
        EligibilityRuleName.otherCoverageOnDay, line: line.lineNumber,
        facts: coverage.map {
          TraceStep.Fact($0.isPrimary ? "pays_before" : "pays_after", $0.payerID)
        },
        outcome: coverage.contains(where: \.isPrimary) ? "another_payer_first" : "this_plan_first")
    ]
  }

  /// The hospice election in which the day lies.
  static func hospice(_ election: DaySpan, _ line: CoverageQuestion.Line) -> TraceStep {
    TraceStep(
      EligibilityRuleName.hospiceOnDay, line: line.lineNumber,
      facts: [
        TraceStep.Fact("first_day", election.from), TraceStep.Fact("last_day", election.to),
      ], outcome: "in_hospice")
  }

  /// What an unpaid premium means for the day; no step when it means nothing.
  static func grace(_ found: GraceSearch.Finding, _ line: CoverageQuestion.Line) -> [TraceStep] {
    guard let phase = found.phase, let period = found.period else { return [] }
    return [
      TraceStep(
        EligibilityRuleName.graceOnDay, line: line.lineNumber,
        facts: [
          TraceStep.Fact("kind", period.kind.rawValue),
          TraceStep.Fact("first_unpaid_day", period.firstDay),
          TraceStep.Fact("last_day", period.days.to),
        ], outcome: phase.rawValue)
    ]
  }

  /// By what a line, whose procedure can be preventive, was recognised as such.
  static func prevention(
    _ found: PreventiveRecognition?, _ line: CoverageQuestion.Line
  ) -> TraceStep {
    TraceStep(
      EligibilityRuleName.preventiveService, line: line.lineNumber,
      facts: [TraceStep.Fact("procedure", line.procedure)]
        + (found.map { [TraceStep.Fact("recognised_by", $0.rawValue)] } ?? []),
      outcome: found == nil ? "not_preventive" : "preventive")
  }

  /// How many benefit rows the category of the procedure has.
  static func benefits(
    _ count: Int, _ category: String?, _ line: CoverageQuestion.Line
  ) -> TraceStep {
    var facts = [TraceStep.Fact("procedure", line.procedure)]
    if let category { facts.append(TraceStep.Fact("category", category)) }
    facts.append(TraceStep.Fact("rows", count))
    return TraceStep(
      EligibilityRuleName.benefitRows, line: line.lineNumber, facts: facts,
      outcome: category == nil ? "no_category" : count == 0 ? "no_row" : "rows_found")
  }
}
