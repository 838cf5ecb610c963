import Domain

/// A line after its reasons and its price are known, before the member's share.
enum AssessedLine {
  case denied(DeniedLine)
  case priced(PricedLine)

  /// The price, when no reason denies the line.
  var priced: PricedLine? {
    switch self {
    case .denied: nil
    case .priced(let line): line
    }
  }

  /// Checks, denies or prices every line, in the order of line numbers.
  static func assess(_ input: AdjudicationInput) throws(AdjudicationError) -> [AssessedLine] {
    try InputCheck.check(input)
    let facts = FactsByLine(input)
    var assessed: [AssessedLine] = []
    assessed.reserveCapacity(input.lines.count)
    for billed in input.lines.sorted(by: { $0.lineNumber < $1.lineNumber }) {
      assessed.append(try assess(billed, input, facts))
    }
    try InputCheck.checkTotal(assessed.compactMap { $0.priced?.allowed }, of: "prices")
    return assessed
  }

  private static func assess(
    _ billed: BilledLine, _ input: AdjudicationInput, _ facts: FactsByLine
  ) throws(AdjudicationError) -> AssessedLine {
    let found = FoundReasons(
      before: input.reasons[billed.lineNumber] ?? [], hold: facts.hold[billed.lineNumber])
    if let denied = DeniedLine(billed, found) { return .denied(denied) }
    guard found.isEmpty else {
      throw AdjudicationError(
        .factsContradict, line: billed.lineNumber, "a reason against it has no code")
    }
    let covered = try CoveredLine(billed, facts, member: input.coverage)
    return .priced(try PricedLine.price(covered))
  }
}
