import Domain

/// What the payers before this plan left of a line to the patient, and nobody has cut yet (rules `COB-4`
/// and `COB-5`).
///
/// No more than this is ever paid: all else is paid or written off already.
struct PatientBalance {
  /// Adjustments that set the price; behind another payer they are that payer's, and not repeated.
  private static let priceCodes: Set<AdjustmentCode> = ["45", "94", "131"]

  /// What may still be paid.
  let amount: Money
  /// What was paid and written off before.
  let taken: [Adjustment]
  /// What was cut from the line, each as far as it falls on what was left.
  let cuts: [Adjustment]
  let trace: [TraceStep]

  init(_ line: PricedLine, behind prior: PriorPayment) {
    let charge = line.covered.billed.charge
    let settled = charge - prior.patientShare
    let cuts = PatientBalance.cuts(line, of: prior.patientShare)
    let amount = cuts.reduce(prior.patientShare) { $0 - $1.amount }
    self.amount = amount
    self.cuts = cuts
    taken = settled == .zero ? [] : [Adjustment(.other, "23", settled)]
    var trace = [
      TraceStep(
        RuleNames.patientBalance, line: line.covered.number,
        facts: [TraceStep.Fact("paid_before", prior.paid)], before: charge,
        after: prior.patientShare, outcome: "left to the patient", codes: taken.map(\.label))
    ]
    if !cuts.isEmpty {
      trace.append(
        TraceStep(
          RuleNames.balanceCut, line: line.covered.number, before: prior.patientShare,
          after: amount, outcome: "cut as the charge was", codes: cuts.map(\.label)))
    }
    self.trace = trace
  }

  /// The cuts of the charge, each lowered to the same share of `balance`.
  private static func cuts(_ line: PricedLine, of balance: Money) -> [Adjustment] {
    var left = balance
    var cuts: [Adjustment] = []
    let made = line.reductions.filter { !priceCodes.contains($0.code) }
    for cut in made + [line.patientExcess].compactMap(\.self) {
      var lowered = cut
      lowered.amount = min(
        left, balance.scaled(by: cut.amount.cents, over: line.covered.billed.charge.cents))
      guard lowered.amount > .zero else { continue }
      left -= lowered.amount
      cuts.append(lowered)
    }
    return cuts
  }
}
