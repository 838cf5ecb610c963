import Domain

/// The fee for one unit with all that modifiers make of it (rule `PRICE-6`).
///
/// The schedule's fee, the contract's share of it and every percentage of a modifier are multiplied
/// exactly and rounded half-up to the cent once.
struct ModifiedFee {
  /// The fee for one unit.
  let amount: Money
  /// What was multiplied; none when the contract's fee stands as it is.
  let trace: [TraceStep]

  /// Prices one unit of `line` as a procedure of `rank`, or by itself.
  ///
  /// - Throws: ``AdjudicationError`` when the fee is beyond any amount accepted.
  init(
    _ line: CoveredLine, rank: MultipleProcedures.Rank? = nil, _ constants: PaymentConstants
  ) throws(AdjudicationError) {
    let unitFee = line.contract.unitFee ?? .zero
    let own = line.modifiers.applied.compactMap { modifier in
      constants.percent(of: modifier).map { (modifier: modifier.rawValue, percent: $0) }
    }
    let percents = own.map(\.percent) + [rank?.percent].compactMap(\.self)
    guard percents.contains(where: { $0 != .whole }) else {
      (amount, trace) = (unitFee, [])
      return
    }
    let base = line.contract.baseFee ?? unitFee
    let share = line.contract.baseFee.flatMap { _ in line.contract.percent } ?? .whole
    guard let cents = ModifiedFee.cents(base, [share] + percents) else {
      throw AdjudicationError(.amountOutOfRange, line: line.number, "the fee is out of range")
    }
    amount = cents
    var facts = [TraceStep.Fact("base_fee", base)]
    if share != .whole { facts.append(TraceStep.Fact("contract", share)) }
    facts += own.map { TraceStep.Fact("modifier_\($0.modifier)", $0.percent) }
    if let rank { facts.append(TraceStep.Fact("rank_\(rank.place)", rank.percent)) }
    trace = [
      TraceStep(
        RuleNames.modifiedFee, line: line.number, facts: facts, before: unitFee, after: amount,
        outcome: "fee with modifiers")
    ]
  }

  /// `base` times every percentage, or nothing when it does not fit 128 bits or the limit of money.
  private static func cents(_ base: Money, _ percents: [BasisPoints]) -> Money? {
    var numerator = UInt128(base.cents.magnitude)
    var denominator: UInt128 = 1
    for percent in percents where percent != .whole {
      let next = numerator.multipliedReportingOverflow(by: UInt128(percent.value.magnitude))
      let whole = denominator.multipliedReportingOverflow(
        by: UInt128(BasisPoints.whole.value.magnitude))
      guard !next.overflow, !whole.overflow else { return nil }
      (numerator, denominator) = (next.partialValue, whole.partialValue)
    }
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    let rounded = rest >= denominator - rest ? quotient + 1 : quotient
    return Money(checkedCents: Int64(clamping: rounded))
  }
}
