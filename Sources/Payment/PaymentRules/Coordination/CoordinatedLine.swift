import Domain

/// A line that other payers decided before this plan: what it pays, and who bears the rest.
struct CoordinatedLine {
  /// The payment, before sequestration and withhold.
  let payment: Money
  /// What is not paid, in no particular order.
  let adjustments: [Adjustment]
  /// What this plan itself asks of the member; only that runs up.
  let share: MemberShare
  let trace: [TraceStep]

  /// - Parameter share: What the member would owe if this plan paid alone.
  /// - Throws: ``AdjudicationError/Code/allowedZero`` when the contract would take the whole charge:
  ///   such a line needs a reason of its own, which a person must find.
  init(
    _ line: PricedLine, _ share: MemberShare, behind prior: PriorPayment,
    _ constants: PaymentConstants
  ) throws(AdjudicationError) {
    let covered = line.covered
    let isByMedicareLaw =
      covered.terms.lineOfBusiness == .medicareAdvantage && !covered.isPaidOutsideClaim
    self =
      isByMedicareLaw
      ? CoordinatedLine(medicare: line, share, behind: prior, constants)
      : CoordinatedLine(product: line, share, behind: prior)
    let charge = covered.billed.charge
    guard !adjustments.contains(where: { $0.code == "45" && $0.amount == charge }) else {
      throw AdjudicationError(
        .allowedZero, line: covered.number, "the contract would take the whole charge")
    }
  }

  /// The adjustments with what was `kept` of the payment, in the order of a remittance.
  func adjustments(keeping kept: [Adjustment]) -> [Adjustment] {
    AdjustmentGroup.allCases.flatMap { group in
      (adjustments + kept).filter { $0.group == group }
    }
  }

  private init(
    medicare line: PricedLine, _ share: MemberShare, behind prior: PriorPayment,
    _ constants: PaymentConstants
  ) {
    let balance = PatientBalance(line, behind: prior)
    let medicare = MedicareSecondary(line, share, balance, behind: prior, constants)
    payment = medicare.payment
    adjustments = balance.cuts + medicare.adjustments + balance.taken + medicare.share.adjustments
    self.share = medicare.share
    trace = balance.trace + medicare.trace
  }

  private init(
    product line: PricedLine, _ share: MemberShare, behind prior: PriorPayment
  ) {
    let balance = PatientBalance(line, behind: prior)
    let secondary = SecondaryPayment(line, share, balance, behind: prior)
    let unpaid = UnpaidBalance(line.covered, balance: balance.amount, paid: secondary.amount)
    payment = secondary.amount
    adjustments = balance.cuts + unpaid.adjustments + balance.taken
    self.share = MemberShare()
    trace = balance.trace + [secondary.step, unpaid.step]
  }
}
