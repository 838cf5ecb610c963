import Domain

/// The limits of a member, as the lines of a claim use more of them, one after the other.
///
/// A line passes here twice: before its price, where a visit over the limit ends it, and after its
/// price, where an amount over the limit is cut away. Where nothing of the amount is left then, the
/// lines are looked at again without that line (``EndedLines``).
struct BenefitLimits {
  private let used: LimitsUsed
  private var balances: [LimitKey: LimitBalance]
  private var visits: Set<CopayVisit>
  private var lookedAt: Set<LimitKey> = []
  private var visitsBefore: Set<CopayVisit> = []
  private var postings: [LimitPosting] = []
  /// What was found before the price, by line.
  private var steps: [Int: TraceStep] = [:]
  /// The lines of whose amount nothing is left when their turn comes, as was found before.
  private var endingByAmount: Set<Int> = []
  private var waiting: [Int: CoveredLine] = [:]
  /// The amounts of which nothing is left for the lines behind those.
  private var exhausted: [LimitKey: Money] = [:]
  /// The lines that a limit denies.
  private(set) var ended: Set<Int> = []
  /// Those among them that the amount ended behind their price.
  private(set) var endedByAmount: Set<Int> = []

  init(_ used: LimitsUsed) {
    self.used = used
    balances = used.balances
    visits = used.visits
  }

  /// The same, before any line was looked at, with the lines that are known to end by their amount.
  func without(_ lines: Set<Int>) -> BenefitLimits {
    var limits = BenefitLimits(used)
    limits.endingByAmount = lines
    return limits
  }

  /// Denies a line whose visit, or whose category, is over its limit (rule `LIMIT-1`).
  mutating func admit(_ judged: JudgedLine) throws(AdjudicationError) -> JudgedLine {
    guard let line = judged.covered, line.benefit.isLimited else { return judged }
    let balance = look(at: line)
    if let most = line.benefit.dollarsMax, balance.amount >= most, !line.isPaidOutsideClaim {
      let step = AmountLimit.step(line, used: balance.amount, most: most)
      return .denied(try denied(line, step))
    }
    if let most = line.benefit.dollarsMax, isEnding(line, most) {
      waiting[line.number] = line
      exhausted[line.limitKey] = max(most, exhausted[line.limitKey] ?? .zero)
      return .denied(try denied(line, AmountLimit.step(line, used: most, most: most)))
    }
    guard let most = line.benefit.visitsMax else { return judged }
    let isCounted = visits.contains(line.visit)
    let step = VisitLimit.step(line, used: balance.visits, most: most, isCounted: isCounted)
    guard isCounted || balance.visits < most else { return .denied(try denied(line, step)) }
    steps[line.number] = step
    if visits.insert(line.visit).inserted { balances[line.limitKey]?.visits += 1 }
    return judged
  }

  /// Cuts a line back to what its limit leaves (rule `LIMIT-2`), and counts it (rule `LIMIT-3`).
  mutating func settle(_ assessed: AssessedLine) throws(AdjudicationError) -> AssessedLine {
    guard let priced = assessed.priced else {
      try checkEnded(assessed)
      return assessed
    }
    guard priced.covered.benefit.isLimited else { return assessed }
    let line = priced.covered
    var counted = priced.preceded(by: steps[line.number].map { [$0] } ?? [])
    if let most = line.benefit.dollarsMax, !line.isPaidOutsideClaim {
      let left = max(.zero, most - (balances[line.limitKey]?.amount ?? .zero))
      let step = AmountLimit.step(line, used: most - left, most: most)
      guard left > .zero || priced.allowed == .zero else {
        endedByAmount.insert(line.number)
        return .denied(try denied(line, step))
      }
      if priced.allowed > left { counted = counted.cut(to: left, because: step) }
    }
    count(counted)
    return .priced(counted.followed(by: [LimitPostings.step(counted)]))
  }

  /// Adds to `decision` what was used before it, and what it posts.
  func complete(_ decision: inout ClaimDecision) {
    decision.limitsBefore = lookedAt.sorted().compactMap { used.balances[$0] }
      .filter { !$0.isZero }
    decision.limitVisitsBefore = visitsBefore.sorted()
    decision.limitPostings = postings
  }

  /// Whether nothing is left for a line: it was found before, or an earlier line of the category found no
  /// more of as large an amount.
  private func isEnding(_ line: CoveredLine, _ most: Money) -> Bool {
    if endingByAmount.contains(line.number) { return true }
    guard let ended = exhausted[line.limitKey], !line.isPaidOutsideClaim else { return false }
    return most <= ended && line.billed.charge > .zero
  }

  /// Refuses a claim of which a line was known to end by its amount, and would not.
  private func checkEnded(_ assessed: AssessedLine) throws(AdjudicationError) {
    guard case .denied(let denied) = assessed, let line = waiting[denied.decision.lineNumber],
      let most = line.benefit.dollarsMax, balances[line.limitKey]?.amount ?? .zero < most
    else { return }
    throw AdjudicationError(
      .manualPricing, line: line.number, "whether its limit ends it depends on other lines")
  }

  private mutating func look(at line: CoveredLine) -> LimitBalance {
    let key = line.limitKey
    lookedAt.insert(key)
    if used.visits.contains(line.visit) { visitsBefore.insert(line.visit) }
    let balance = balances[key] ?? LimitBalance(key: key)
    balances[key] = balance
    return balance
  }

  private mutating func count(_ priced: PricedLine) {
    let posting = LimitPostings.posting(priced)
    balances[posting.key]?.amount += posting.amount
    postings.append(posting)
  }

  private mutating func denied(
    _ line: CoveredLine, _ step: TraceStep
  ) throws(AdjudicationError) -> DeniedLine {
    ended.insert(line.number)
    let found = FoundReasons(before: [line.limitReason], hold: nil)
    guard
      let denied = DeniedLine(
        line.billed, found, isContracted: line.contract.status == .inNetwork, preceding: [step])
    else {
      throw AdjudicationError(
        .factsContradict, line: line.number, "a reason against it has no code")
    }
    return denied
  }
}
