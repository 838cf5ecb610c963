package import Domain

/// What a contract pays for an inpatient stay (rules `NET-STAY-1` and `NET-STAY-2`).
///
/// The rates are those of the day of admission. What the schedule does not list is left out, so that
/// payment refuses to price it.
package struct StayPricing: Hashable, Sendable {
  /// The rate of the case, by its diagnosis related group; absent when none is listed.
  package let caseRate: Money?
  /// The rate a day of each level of care that is listed, each once, in the order of the stay.
  package let dayRates: [ContractFacts.StayRate]
  private let method: ContractFacts.FeeMethod
  private let feeScheduleID: String
  private let group: String

  /// Looks `stay` up in the schedule of `contract`.
  package init(
    _ stay: Stay, under contract: ContractTerms, method: ContractFacts.FeeMethod, on day: Day,
    _ fees: FeeTable
  ) {
    func amount(_ code: String) -> Money? {
      guard !code.isEmpty, !contract.feeScheduleID.isEmpty else { return nil }
      return fees.row(in: contract.feeScheduleID, for: code, modifiers: [], on: day)?.amount
    }
    self.method = method
    feeScheduleID = contract.feeScheduleID
    group = stay.diagnosisRelatedGroup
    caseRate = method == .caseRate ? amount(stay.diagnosisRelatedGroup) : nil
    var rates: [ContractFacts.StayRate] = []
    for code in stay.accommodations.map(\.revenueCode)
    where method == .perDiem && !rates.contains(where: { $0.revenueCode == code }) {
      guard let rate = amount(code) else { continue }
      rates.append(ContractFacts.StayRate(revenueCode: code, amount: rate))
    }
    dayRates = rates
  }

  /// The step that says what was found.
  func step(_ line: ContractQuestion.Line) -> TraceStep {
    var facts = [TraceStep.Fact("schedule", feeScheduleID)]
    guard method == .perDiem else {
      facts.append(TraceStep.Fact("group", group))
      return TraceStep(
        NetworkRuleName.caseRate, line: line.lineNumber, facts: facts, after: caseRate,
        outcome: caseRate == nil ? "none_listed" : "rate_found")
    }
    facts += dayRates.map { TraceStep.Fact("rate_\($0.revenueCode)", $0.amount) }
    return TraceStep(
      NetworkRuleName.dayRates, line: line.lineNumber, facts: facts,
      outcome: dayRates.isEmpty ? "none_listed" : "rates_found")
  }
}
