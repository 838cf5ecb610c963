import Domain

/// A claim while its lines are settled in order, each seeing what the earlier ones left
/// (rule `SHARE-7`).
struct ClaimSettlement {
  private let election: CopayElection
  private let sequestration: SequestrationTable
  private let constants: PaymentConstants
  private let balancesBefore: RunningAmounts
  private var amounts: RunningAmounts
  private var postings: [AccumulatorPosting] = []
  private var trace: [TraceStep] = []
  /// Lines behind other payers of which no copay is asked, so that their visits stay free.
  private var linesWithoutCopay: Set<Int> = []

  init(
    balances: [AccumulatorKey: Money], election: CopayElection,
    sequestration: SequestrationTable, constants: PaymentConstants
  ) {
    self.election = election
    self.sequestration = sequestration
    self.constants = constants
    balancesBefore = RunningAmounts(balances)
    amounts = balancesBefore
  }

  /// Keeps a denied line; it moves no running amount.
  mutating func settle(_ line: DeniedLine) -> LineDecision {
    trace += line.trace
    return line.decision
  }

  /// Shares a priced line, posts the share, reduces the payment and withholds of what is left.
  mutating func settle(_ line: PricedLine) throws(AdjudicationError) -> LineDecision {
    let cost = CostShare(line, election, amounts, constants)
    trace += line.trace + cost.trace
    if let prior = line.covered.billed.priorPayment {
      return try settle(line, cost.share, behind: prior)
    }
    let allowed = line.covered.isPaidOutsideClaim ? cost.share.total : line.allowed
    let capitation = capitationReduction(line, cost.share)
    post(line.covered, cost.share)
    let payment = allowed - cost.share.total
    let reduction = Sequestration(line, payment: payment, sequestration, constants)
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

  /// Pays what other payers left; `share` is what the member would owe without them, which the next
  /// lines see as met.
  private mutating func settle(
    _ line: PricedLine, _ share: MemberShare, behind prior: PriorPayment
  ) throws(AdjudicationError) -> LineDecision {
    let coordinated = try CoordinatedLine(line, share, behind: prior, constants)
    trace += coordinated.trace
    for posting in AccumulatorPostings.postings(line.covered, share) {
      amounts.add(posting.amount, to: posting.key)
    }
    keep(AccumulatorPostings.postings(line.covered, coordinated.share), of: line.covered)
    if coordinated.share.copay == .zero { linesWithoutCopay.insert(line.covered.number) }
    let payment = coordinated.payment
    let reduction = Sequestration(line, payment: payment, sequestration, constants)
    let withhold = Withhold(
      line, allowed: payment, payment: payment - (reduction.adjustment?.amount ?? .zero))
    trace += reduction.trace + withhold.trace
    let hold = line.covered.hold
    return LineDecision(
      lineNumber: line.covered.number, charge: line.covered.billed.charge,
      allowed: line.covered.isPaidOutsideClaim ? .zero : line.allowed,
      adjustments: coordinated.adjustments(
        keeping: [reduction.adjustment, withhold.adjustment].compactMap(\.self)),
      remarks: line.remarks + (coordinated.share.isCut ? [OutOfPocketCap.remark] : []),
      paidQuantity: line.quantity,
      unitsTaken: hold?.authorization == .held ? line.quantity : .zero,
      isVisitTaken: hold?.referral == .held)
  }

  /// Joins the lines to the decision of the claim.
  ///
  /// - Parameter position: This plan's place among the payers.
  func decision(
    lines: [LineDecision], assessed: [AssessedLine], position: Int
  ) -> ClaimDecision {
    let status = ClaimStatus.code(of: lines, position: position)
    let covered = assessed.compactMap(\.priced?.covered)
    return ClaimDecision(
      lines: lines, claimStatusCode: status, postings: postings,
      trace: LineOrder.steps(covered) + trace + [ClaimStatus.step(status, lines)]
        + ClaimStatus.suspension(lines),
      balancesBefore: LineOrder.balances(covered, balancesBefore),
      copayVisitsBefore: election.before,
      copayVisitsTaken: election.taken(besides: linesWithoutCopay))
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
    for posting in added { amounts.add(posting.amount, to: posting.key) }
    keep(added, of: line)
  }

  private mutating func keep(_ added: [AccumulatorPosting], of line: CoveredLine) {
    guard !added.isEmpty else { return }
    postings += added
    trace.append(AccumulatorPostings.step(line, added))
  }
}
