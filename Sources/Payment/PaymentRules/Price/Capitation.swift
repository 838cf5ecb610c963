import Domain

/// A line whose provider is paid by capitation or salary: only the copay is due (rule `PRICE-4`).
enum Capitation {
  /// The most that the copay of the line can be: copay, charge, or fee where one is listed.
  ///
  /// - Throws: ``AdjudicationError`` when the fee is beyond any amount accepted.
  static func copayMax(
    _ line: CoveredLine, charge: Money, _ quantity: Quantity, _ constants: PaymentConstants
  ) throws(AdjudicationError) -> Money {
    let copay = line.benefit.isPreventive ? .zero : line.benefit.copay
    guard line.contract.unitFee != nil else { return min(copay, charge) }
    return min(copay, charge, try ModifiedFee(line, constants).amount.times(quantity))
  }

  /// The rest of the charge, which capitation or salary has paid for already.
  static func reduction(_ line: PricedLine, share: Money) -> Adjustment? {
    let rest = line.charge - share
    return rest == .zero ? nil : Adjustment(.contractual, "24", rest)
  }

  /// The step that says so.
  static func step(_ line: PricedLine, share: Money, _ reduction: Adjustment?) -> TraceStep {
    let contract = line.covered.contract
    return TraceStep(
      RuleNames.capitation, line: line.covered.number,
      facts: [
        TraceStep.Fact("contract", contract.contractID),
        TraceStep.Fact("method", contract.feeMethod.rawValue),
      ],
      before: line.charge, after: share, outcome: "paid outside the claim",
      codes: reduction.map { [$0.label] } ?? [])
  }
}
