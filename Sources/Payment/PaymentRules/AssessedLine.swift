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
  ///
  /// A line that a limit ends stands for nothing else: it includes no other line, uses no visit, and
  /// no line is reduced beside it. Which lines a limit ends is known only when they are priced, so that
  /// all are looked at again, until nothing is found that was not known (rules `BUNDLE-1` and
  /// `LIMIT-1`).
  ///
  /// - Parameter limits: What is left of limits; the lines use it in their order.
  static func assess(
    _ input: AdjudicationInput, _ limits: inout BenefitLimits
  ) throws(AdjudicationError) -> [AssessedLine] {
    try InputCheck.check(input)
    let facts = FactsByLine(input)
    let unused = limits
    var ended = EndedLines(hosts: Set(input.lines.flatMap(\.packagedInto)))
    for _ in 0..<EndedLines.roundsMax {
      limits = unused.without(ended.byAmount)
      let assessed = try assess(input, facts, ended, &limits)
      guard ended.learn(from: limits) else {
        try ended.check(assessed)
        return assessed
      }
    }
    throw AdjudicationError(.manualPricing, "which lines its limits end depends on one another")
  }

  private static func assess(
    _ input: AdjudicationInput, _ facts: FactsByLine, _ ended: EndedLines,
    _ limits: inout BenefitLimits
  ) throws(AdjudicationError) -> [AssessedLine] {
    var judged: [JudgedLine] = []
    judged.reserveCapacity(input.lines.count)
    let packages = PackagedServices(input, facts, without: ended.including)
    for billed in input.lines.sorted(by: { $0.lineNumber < $1.lineNumber }) {
      let line = try judge(billed, input, facts, packages)
      judged.append(try limits.admit(line))
    }
    try ReductionCheck.check(judged.compactMap(\.covered))
    var assessed = try price(judged, input.constants)
    for index in assessed.indices { assessed[index] = try limits.settle(assessed[index]) }
    try InputCheck.checkTotal(assessed.compactMap { $0.priced?.allowed }, of: "prices")
    return assessed
  }

  /// Prices what no reason denies; only then is it known which procedures a line stands beside.
  private static func price(
    _ judged: [JudgedLine], _ constants: PaymentConstants
  ) throws(AdjudicationError) -> [AssessedLine] {
    let procedures = try MultipleProcedures(judged.compactMap(\.covered), constants)
    var assessed: [AssessedLine] = []
    assessed.reserveCapacity(judged.count)
    for line in judged {
      switch line {
      case .denied(let denied): assessed.append(.denied(denied))
      case .covered(let covered):
        assessed.append(
          .priced(try PricedLine.price(covered, beside: procedures, constants)))
      }
    }
    return assessed
  }

  private static func judge(
    _ billed: BilledLine, _ input: AdjudicationInput, _ facts: FactsByLine,
    _ packages: PackagedServices
  ) throws(AdjudicationError) -> JudgedLine {
    let package = packages.step(for: billed)
    let found = FoundReasons(
      before: (input.reasons[billed.lineNumber] ?? []) + (package == nil ? [] : [.packaged]),
      hold: facts.hold[billed.lineNumber])
    let isContracted = facts.contract[billed.lineNumber]?.status == .inNetwork
    if let denied = DeniedLine(
      billed, found, isContracted: isContracted, preceding: package.map { [$0] } ?? [])
    {
      return .denied(denied)
    }
    guard found.isEmpty else {
      throw AdjudicationError(
        .factsContradict, line: billed.lineNumber, "a reason against it has no code")
    }
    let covered = try CoveredLine(billed, facts, member: input.coverage)
    try PriorPaymentCheck.check(covered, position: input.payerPosition)
    return .covered(covered)
  }
}
