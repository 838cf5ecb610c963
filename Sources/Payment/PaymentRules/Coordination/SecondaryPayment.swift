import Domain

/// What a product pays of what was left to the patient, by its method (rule `COB-6`).
struct SecondaryPayment {
  let amount: Money
  let step: TraceStep

  /// - Parameter share: What the member would owe if this plan paid alone; it is not asked for.
  init(
    _ line: PricedLine, _ share: MemberShare, _ balance: PatientBalance, behind prior: PriorPayment
  ) {
    let covered = line.covered
    let method = covered.terms.coordinationMethod
    let normal = covered.isPaidOutsideClaim ? .zero : line.allowed - share.total
    let most =
      switch method {
      case _ where covered.isPaidOutsideClaim: Money.zero
      case .standard: normal
      case .nonDuplication: max(.zero, normal - prior.paid)
      case .medicaidLesser: max(.zero, line.allowed - prior.paid)
      }
    amount = min(most, balance.amount)
    step = TraceStep(
      RuleNames.secondaryPayment, line: covered.number,
      facts: [
        TraceStep.Fact("method", method.rawValue), TraceStep.Fact("benefit_alone", normal),
        TraceStep.Fact("most", most),
      ], before: balance.amount, after: amount, outcome: "paid behind another payer")
  }
}
