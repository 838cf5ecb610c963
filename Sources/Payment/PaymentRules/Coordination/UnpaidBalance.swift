import Domain

/// Who bears what was left to the patient and is not paid here either (rule `COB-7`).
struct UnpaidBalance {
  let adjustments: [Adjustment]
  let step: TraceStep

  init(_ line: CoveredLine, balance: Money, paid: Money) {
    let unpaid = balance - paid
    let (group, code) = UnpaidBalance.bearer(line)
    adjustments = unpaid == .zero ? [] : [Adjustment(group, code, unpaid)]
    step = TraceStep(
      RuleNames.unpaidBalance, line: line.number,
      facts: [TraceStep.Fact("line_of_business", line.terms.lineOfBusiness.rawValue)],
      before: balance, after: paid,
      outcome: unpaid == .zero ? "nothing is left" : "left unpaid",
      codes: adjustments.map(\.label))
  }

  private static func bearer(_ line: CoveredLine) -> (AdjustmentGroup, AdjustmentCode) {
    if line.isPaidOutsideClaim { return (.contractual, "24") }
    guard line.terms.lineOfBusiness == .medicaid else { return (.patient, "275") }
    return (.contractual, line.isQualifiedMedicareBeneficiary ? "303" : "45")
  }
}
