import Domain

/// The share of a payment that a contract keeps until it is settled (rules `WITHHOLD-1` and
/// `WITHHOLD-2`).
///
/// It is taken last, from what the member's share and sequestration leave, so that it changes neither.
struct Withhold {
  /// The adjustment reason code of the share.
  static let code: AdjustmentCode = "104"

  let adjustment: Adjustment?
  let trace: [TraceStep]

  /// Keeps the contract's share of a line that is worth `allowed` and would be paid `payment`.
  init(_ line: PricedLine, allowed: Money, payment: Money) {
    let contract = line.covered.contract
    guard contract.withhold > .zero, contract.status == .inNetwork,
      !line.covered.isPaidOutsideClaim
    else {
      (adjustment, trace) = (nil, [])
      return
    }
    let basis = contract.withholdBasis == .net ? payment : allowed
    let amount = min(basis.share(contract.withhold), payment)
    let kept = amount > .zero ? Adjustment(.contractual, Withhold.code, amount) : nil
    adjustment = kept
    trace = [
      Withhold.basisStep(line.covered, basis),
      TraceStep(
        RuleNames.withholdAmount, line: line.covered.number, before: payment,
        after: payment - amount, outcome: kept == nil ? "nothing withheld" : "withheld",
        codes: kept.map { [$0.label] } ?? []),
    ]
  }

  private static func basisStep(_ line: CoveredLine, _ basis: Money) -> TraceStep {
    TraceStep(
      RuleNames.withholdBasis, line: line.number,
      facts: [
        TraceStep.Fact("contract", line.contract.contractID),
        TraceStep.Fact("basis", line.contract.withholdBasis.rawValue),
        TraceStep.Fact("amount", basis),
      ],
      outcome: line.contract.withhold.description)
  }
}
