import Domain

/// What Medicare Advantage pays behind another payer, as the law computes it (rules `MSP-1` and
/// `MSP-2`).
struct MedicareSecondary {
  /// The payment, before sequestration.
  let payment: Money
  /// What the member still owes; it runs up as always.
  let share: MemberShare
  /// What neither is paid nor owed by the member.
  let adjustments: [Adjustment]
  let trace: [TraceStep]

  /// - Parameter share: What the member would owe if this plan paid alone.
  init(
    _ line: PricedLine, _ share: MemberShare, _ balance: PatientBalance, behind prior: PriorPayment,
    _ constants: PaymentConstants
  ) {
    let number = line.covered.number
    let allowable = prior.allowed ?? prior.paid + prior.patientShare
    let obligated = prior.obligated.map { max(.zero, $0 - prior.paid) }
    let ofCharge = min(balance.amount, obligated ?? balance.amount)
    let alone = line.allowed - share.total
    let ofAllowable = max(.zero, max(line.allowed, allowable) - prior.paid)
    let payment = min(ofCharge, alone, ofAllowable)
    let owed = MedicareSecondary.owed(
      share, paidBefore: prior.paid, most: balance.amount - payment, constants)
    let rest = balance.amount - payment - owed.total
    self.payment = payment
    self.share = owed
    adjustments = rest == .zero ? [] : [Adjustment(.contractual, "45", rest)]
    trace = [
      TraceStep(
        RuleNames.medicareSecondary, line: number,
        facts: [
          TraceStep.Fact("of_charge", ofCharge), TraceStep.Fact("benefit_alone", alone),
          TraceStep.Fact("of_allowable", ofAllowable),
        ], before: balance.amount, after: payment, outcome: "lowest of the three"),
      TraceStep(
        RuleNames.medicareShare, line: number, before: share.total, after: owed.total,
        outcome: "lowered by what was paid before",
        codes: (adjustments + owed.adjustments).map(\.label)),
    ]
  }

  /// What was paid before meets the deductible first, then coinsurance and copay; no more than `most`
  /// is left to ask for.
  private static func owed(
    _ share: MemberShare, paidBefore: Money, most: Money, _ constants: PaymentConstants
  ) -> MemberShare {
    var owed = share
    owed.lower(by: paidBefore, constants.medicareOrder)
    owed.lower(by: max(.zero, owed.total - most), constants.limitOrder)
    return owed
  }
}
