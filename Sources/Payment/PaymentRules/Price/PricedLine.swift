import Domain

/// A covered line with its price.
struct PricedLine {
  let covered: CoveredLine
  /// The units that are priced, fewer than billed after a cut-back.
  let quantity: Quantity
  /// The charge for those units.
  var charge: Money
  /// What the contract recognises; for a line paid outside the claim, the most that the copay is.
  var allowed: Money
  /// What the price takes from the charge, in the order of a remittance.
  var reductions: [Adjustment]
  var trace: [TraceStep]
  /// What the price says on the remittance.
  var remarks: [String] = []
  /// The part of the charge over a limit that the patient bears; absent when there is none.
  var patientExcess: Adjustment?

  /// Prices `covered` as one of `procedures`.
  static func price(
    _ covered: CoveredLine, beside procedures: MultipleProcedures, _ constants: PaymentConstants
  ) throws(AdjudicationError) -> PricedLine {
    let cutBack = CutBack(covered)
    let alert = GraceAlert(covered)
    var line =
      try covered.isPaidOutsideClaim
      ? capitated(covered, cutBack, constants)
      : paidByClaim(covered, cutBack, beside: procedures, constants)
    line.remarks += alert.remarks
    line.trace += alert.trace
    return line
  }

  private static func capitated(
    _ covered: CoveredLine, _ cutBack: CutBack, _ constants: PaymentConstants
  ) throws(AdjudicationError) -> PricedLine {
    let copayMax = try Capitation.copayMax(
      covered, charge: cutBack.charge, cutBack.quantity, constants)
    return PricedLine(
      covered: covered, quantity: cutBack.quantity, charge: cutBack.charge, allowed: copayMax,
      reductions: cutBack.adjustments, trace: cutBack.trace)
  }

  private static func paidByClaim(
    _ covered: CoveredLine, _ cutBack: CutBack, beside procedures: MultipleProcedures,
    _ constants: PaymentConstants
  ) throws(AdjudicationError) -> PricedLine {
    let price = try LinePrice(covered, cutBack, beside: procedures, constants)
    let lesserOf = LesserOf(covered, charge: cutBack.charge, fee: price.amount)
    let reduction = try ContractualReduction(
      covered, charge: cutBack.charge, allowed: lesserOf.allowed)
    let qualifying = QualifyingPayment(covered, charge: cutBack.charge, fee: price.amount)
    return PricedLine(
      covered: covered, quantity: cutBack.quantity, charge: cutBack.charge,
      allowed: lesserOf.allowed,
      reductions: cutBack.adjustments + lesserOf.adjustments + reduction.adjustments,
      trace: cutBack.trace + price.trace + [lesserOf.step] + reduction.trace + qualifying.trace,
      remarks: qualifying.remarks)
  }

  /// The line with steps before its own.
  func preceded(by steps: [TraceStep]) -> PricedLine {
    traced(steps + trace)
  }

  /// The line with steps behind its own.
  func followed(by steps: [TraceStep]) -> PricedLine {
    traced(trace + steps)
  }

  private func traced(_ trace: [TraceStep]) -> PricedLine {
    var line = self
    line.trace = trace
    return line
  }
}
