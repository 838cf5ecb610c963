import Domain

/// The reduction of Medicare Advantage payments that the budget law orders (rules `SEQ-1` to `SEQ-3`).
///
/// It is taken from the payment after the member's share, so that it never changes that share.
struct Sequestration {
  /// The adjustment reason code of the reduction.
  static let code: AdjustmentCode = "253"

  let adjustment: Adjustment?
  let trace: [TraceStep]

  /// Reduces `payment`, what the plan would pay for the line, by the rate of the line's day, of a stay by that
  /// of its discharge.
  init(
    _ line: PricedLine, payment: Money, _ table: SequestrationTable, _ constants: PaymentConstants
  ) {
    guard !line.covered.isPaidOutsideClaim else {
      (adjustment, trace) = (nil, [])
      return
    }
    let exemption = Sequestration.exemption(line.covered)
    let applies = Sequestration.appliesStep(line.covered, exemption)
    guard exemption == nil else {
      (adjustment, trace) = (nil, [applies])
      return
    }
    let day = line.covered.sequestrationDay
    let row = table.row(on: day)
    let basis = constants.sequestrationBasis == .payment ? payment : line.allowed
    let amount = min(basis.share(row?.rate ?? .zero), payment)
    let taken = amount > .zero ? Adjustment(.contractual, Sequestration.code, amount) : nil
    adjustment = taken
    trace = [
      applies, Sequestration.rateStep(line.covered, row),
      TraceStep(
        RuleNames.sequestrationAmount, line: line.covered.number, before: payment,
        after: payment - amount, outcome: taken == nil ? "no reduction" : "reduced",
        codes: taken.map { [$0.label] } ?? []),
    ]
  }

  /// Why the payment of a line is not reduced, or nothing when it is (rule `SEQ-1`).
  private static func exemption(_ line: CoveredLine) -> String? {
    guard line.terms.lineOfBusiness == .medicareAdvantage else { return "not Medicare Advantage" }
    guard !line.benefit.isSupplemental else { return "supplemental benefit" }
    let isAgreed =
      line.contract.status == .inNetwork || line.isPricedByLetter
    guard isAgreed else {
      return line.terms.isNonContractSequestered ? nil : "product pays non-contract in full"
    }
    return line.contract.sequestrationClause == .passThrough ? nil : "contract has no clause"
  }

  private static func appliesStep(_ line: CoveredLine, _ exemption: String?) -> TraceStep {
    TraceStep(
      RuleNames.sequestrationApplies, line: line.number,
      facts: [
        TraceStep.Fact("line_of_business", line.terms.lineOfBusiness.rawValue),
        TraceStep.Fact("network", line.contract.status.rawValue),
        TraceStep.Fact("clause", line.contract.sequestrationClause.rawValue),
      ],
      outcome: exemption ?? "applies")
  }

  private static func rateStep(_ line: CoveredLine, _ row: SequestrationRate?) -> TraceStep {
    var facts = [TraceStep.Fact("day", line.sequestrationDay)]
    if let row { facts.append(TraceStep.Fact("from", row.from)) }
    return TraceStep(
      RuleNames.sequestrationRate, line: line.number, facts: facts,
      outcome: (row?.rate ?? .zero).description)
  }
}
