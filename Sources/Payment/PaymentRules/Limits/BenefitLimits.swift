import Domain

/// The limits of a member, as the lines of a claim use more of them, one after the other.
///
/// A line passes here twice: before its price, where a visit over the limit ends it, and after its
/// price, where an amount over the limit is cut away.
struct BenefitLimits {
  private let used: LimitsUsed
  private var balances: [LimitKey: LimitBalance]
  private var visits: Set<CopayVisit>
  private var lookedAt: Set<LimitKey> = []
  private var visitsBefore: Set<CopayVisit> = []
  private var postings: [LimitPosting] = []
  /// What was found before the price, by line.
  private var steps: [Int: TraceStep] = [:]

  init(_ used: LimitsUsed) {
    self.used = used
    balances = used.balances
    visits = used.visits
  }

  /// Denies a line whose visit, or whose category, is over its limit (rule `LIMIT-1`).
  mutating func admit(_ judged: JudgedLine) throws(AdjudicationError) -> JudgedLine {
    guard let line = judged.covered, line.benefit.isLimited else { return judged }
    let balance = look(at: line)
    if let most = line.benefit.dollarsMax, balance.amount >= most, !line.isPaidOutsideClaim {
      let step = AmountLimit.step(line, used: balance.amount, most: most)
      return .denied(try denied(line, step))
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
    guard let priced = assessed.priced, priced.covered.benefit.isLimited else { return assessed }
    let line = priced.covered
    var counted = priced.preceded(by: steps[line.number].map { [$0] } ?? [])
    if let most = line.benefit.dollarsMax, !line.isPaidOutsideClaim {
      let left = max(.zero, most - (balances[line.limitKey]?.amount ?? .zero))
      let step = AmountLimit.step(line, used: most - left, most: most)
      guard left > .zero || priced.allowed == .zero else {
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

  private func denied(
    _ line: CoveredLine, _ step: TraceStep
  ) throws(AdjudicationError) -> DeniedLine {
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
