import Domain

/// A claim while its lines are settled in order, each seeing what the earlier ones left
/// (rule `SHARE-7`).
struct ClaimSettlement {
  private let election: CopayElection
  private let sequestration: SequestrationTable
  private let balancesBefore: RunningAmounts
  private var amounts: RunningAmounts
  private var postings: [AccumulatorPosting] = []
  private var trace: [TraceStep] = []

  init(
    balances: [AccumulatorKey: Money], election: CopayElection, sequestration: SequestrationTable
  ) {
    self.election = election
    self.sequestration = sequestration
    balancesBefore = RunningAmounts(balances)
    amounts = balancesBefore
  }

  /// Keeps a denied line; it moves no running amount.
  mutating func settle(_ line: DeniedLine) -> LineDecision {
    trace += line.trace
    return line.decision
  }

  /// Shares a priced line, posts the share, reduces the payment and withholds of what is left.
  mutating func settle(_ line: PricedLine) -> LineDecision {
    let cost = CostShare(line, election, amounts)
    trace += line.trace + cost.trace
    let allowed = line.covered.isPaidOutsideClaim ? cost.share.total : line.allowed
    let capitation = capitationReduction(line, cost.share)
    post(line.covered, cost.share)
    let payment = allowed - cost.share.total
    let reduction = Sequestration(line, payment: payment, sequestration)
    let left = payment - (reduction.adjustment?.amount ?? .zero)
    let withhold = Withhold(line, allowed: allowed, payment: left)
    trace += reduction.trace + withhold.trace
    let contractual = [capitation, reduction.adjustment, withhold.adjustment].compactMap(\.self)
    let hold = line.covered.hold
    return LineDecision(
      lineNumber: line.covered.number, charge: line.covered.billed.charge, allowed: allowed,
      adjustments: line.reductions + contractual
        + [line.patientExcess].compactMap(\.self) + cost.share.adjustments,
      remarks: line.remarks + (cost.share.isCut ? [OutOfPocketCap.remark] : []),
      paidQuantity: line.quantity,
      unitsTaken: hold?.authorization == .held ? line.quantity : .zero,
      isVisitTaken: hold?.referral == .held)
  }

  /// Joins the lines to the decision of the claim.
  func decision(lines: [LineDecision], assessed: [AssessedLine]) -> ClaimDecision {
    let status = ClaimStatus.code(of: lines)
    let covered = assessed.compactMap(\.priced?.covered)
    return ClaimDecision(
      lines: lines, claimStatusCode: status, postings: postings,
      trace: LineOrder.steps(covered) + trace + [ClaimStatus.step(status, lines)],
      balancesBefore: LineOrder.balances(covered, balancesBefore),
      copayVisitsBefore: election.before, copayVisitsTaken: election.taken)
  }

  private mutating func capitationReduction(
    _ line: PricedLine, _ share: MemberShare
  ) -> Adjustment? {
    guard line.covered.isPaidOutsideClaim else { return nil }
    let reduction = Capitation.reduction(line, share: share.total)
    trace.append(Capitation.step(line, share: share.total, reduction))
    return reduction
  }

  private mutating func post(_ line: CoveredLine, _ share: MemberShare) {
    let added = AccumulatorPostings.postings(line, share)
    guard !added.isEmpty else { return }
    for posting in added { amounts.add(posting.amount, to: posting.key) }
    postings += added
    trace.append(AccumulatorPostings.step(line, added))
  }
}
