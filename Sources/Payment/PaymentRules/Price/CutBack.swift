import Domain

/// Fewer units are held than billed: the excess is adjusted, the rest is priced (rule `PRICE-5`).
struct CutBack {
  /// The units that are priced.
  let quantity: Quantity
  /// The charge for those units.
  let charge: Money
  let adjustments: [Adjustment]
  let trace: [TraceStep]

  /// Cuts the line back to the units held, or leaves it whole.
  init(_ line: CoveredLine) {
    let billed = line.billed
    guard let hold = line.hold, hold.authorization == .held, hold.held < billed.quantity else {
      (quantity, charge, adjustments, trace) = (billed.quantity, billed.charge, [], [])
      return
    }
    let excess = billed.quantity - hold.held
    let cut = billed.charge.scaled(by: excess.thousandths, over: billed.quantity.thousandths)
    let adjustment = Adjustment(.contractual, "198", cut, quantity: excess)
    quantity = hold.held
    charge = billed.charge - cut
    adjustments = cut == .zero ? [] : [adjustment]
    trace = [
      TraceStep(
        RuleNames.cutBack, line: line.number,
        facts: [
          TraceStep.Fact("billed", billed.quantity), TraceStep.Fact("held", hold.held),
        ],
        before: billed.charge, after: charge, outcome: "cut back",
        codes: adjustments.map(\.label))
    ]
  }
}
