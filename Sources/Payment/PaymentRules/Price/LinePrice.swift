import Domain

/// What the contract's method makes of a line, before charge and fee are compared.
struct LinePrice {
  let amount: Money
  let trace: [TraceStep]

  /// Prices the units that are left of `line`.
  ///
  /// - Throws: ``AdjudicationError`` when the price is beyond any amount accepted.
  init(
    _ line: CoveredLine, _ cutBack: CutBack, beside procedures: MultipleProcedures,
    _ constants: PaymentConstants
  ) throws(AdjudicationError) {
    if let stay = line.billed.stay {
      let price = try StayPrice(line, stay)
      (amount, trace) = (price.amount, [price.step])
      return
    }
    guard line.isPaidByFee else {
      let share = try ChargeShare(line, charge: cutBack.charge)
      (amount, trace) = (share.amount, [share.step])
      return
    }
    let fee = try ModifiedFee(line, rank: procedures.rank(of: line), constants)
    let price = try UnitPrice(line, unitFee: fee.amount, cutBack.quantity)
    amount = price.amount
    trace = [procedures.step(for: line)].compactMap(\.self) + fee.trace + [price.step]
  }
}
