package import Domain

/// What the payers before this plan decided of a claim, as far as the claim says it (rules `COB-1` to
/// `COB-3`).
package struct PriorPayments: Hashable, Sendable {
  /// What the claim says of payers before this plan.
  package enum Finding: Hashable, Sendable {
    /// Nobody pays before this plan.
    case none
    /// What is said settles nothing; ``PriorPayments/gap`` says why.
    case unsaid
    /// A payer before this plan decided nothing, or is not named.
    case missing
    /// What is said is incomplete, or contradicts itself or the charges.
    case unclear
    /// Everything that they decided, by line, and the last day on which one did; absent when not said.
    case known(lines: [Int: PriorPayment], decidedOn: Day?)
  }

  /// Why what a claim says settles nothing, in words fit for a trace.
  package enum Gap: String, Error, Hashable, Sendable {
    /// The claim names another payer and neither its place nor its decision.
    case payerNotNamed = "the other payer is not named"
    /// A payer before this plan holds yet another one to be liable.
    case leftOpen = "a payer holds another one to be liable"
    /// Payers behind this plan share a place, or theirs cannot be read.
    case placesBehind = "the places of payers behind this plan contradict each other"
    /// What a payer took from the claim as a whole is more than its lines have.
    case amountsBeyondLines = "amounts of the whole claim are more than its lines have"
  }

  /// What the claim says.
  package let finding: Finding
  /// Why that settles nothing; absent for any other finding.
  package let gap: Gap?
  /// This plan's place among the payers, from 1.
  package let position: Int

  /// Reads a claim that arrived on `received`.
  package init(of claim: borrowing SubmittedClaim, received: Day) {
    guard let order = ClaimedOrder(of: claim) else {
      (finding, gap, position) = (.unclear, nil, 2)
      return
    }
    position = order.position
    let found = PriorPayments.finding(of: claim, order, received: received)
    switch found {
    case .success(let said) where order.isUnclearBehind && said.goesOn:
      (finding, gap) = (.unsaid, .placesBehind)
    case .success(let said): (finding, gap) = (said, nil)
    case .failure(let open): (finding, gap) = (.unsaid, open)
    }
  }

  /// What was paid before of each line, where it is known.
  package var lines: [Int: PriorPayment] {
    if case .known(let lines, _) = finding { lines } else { [:] }
  }

  private static func finding(
    of claim: SubmittedClaim, _ order: ClaimedOrder, received: Day
  ) -> Result<Finding, Gap> {
    guard order.position > 1 else {
      let isUnsaid = claim.hasOtherPayer && claim.otherPayers.isEmpty && claim.payerOrder.isEmpty
      return isUnsaid ? .failure(.payerNotNamed) : .success(.none)
    }
    guard !order.isGapped, order.before.allSatisfy({ hasDecided($0, claim) }) else {
      return .success(.missing)
    }
    guard !order.before.contains(where: { leavesOpen($0, claim) }) else {
      return .failure(.leftOpen)
    }
    let decisions = order.before.compactMap { PayerDecision(of: $0, in: claim) }
    guard decisions.count == order.before.count, namesOnlyPayers(claim) else {
      return .success(.unclear)
    }
    guard decisions.allSatisfy(\.isSpreadWhole) else { return .failure(.amountsBeyondLines) }
    return .success(known(decisions, claim, received: received))
  }

  private static func hasDecided(
    _ payer: SubmittedClaim.OtherPayer, _ claim: SubmittedClaim
  ) -> Bool {
    payer.paid != nil
      || claim.lines.contains { $0.otherPayers.contains { $0.payerID == payer.payerID } }
  }

  /// Whether a payer took off what neither the provider nor the patient bears, because it holds another
  /// to be liable: then its decision settles nothing.
  private static func leavesOpen(
    _ payer: SubmittedClaim.OtherPayer, _ claim: SubmittedClaim
  ) -> Bool {
    let said =
      payer.adjustments
      + claim.lines.flatMap { line in
        line.otherPayers.filter { $0.payerID == payer.payerID }.flatMap(\.adjustments)
      }
    return said.contains { $0.group == .other && $0.code != "23" && $0.amount != .zero }
  }

  private static func namesOnlyPayers(_ claim: SubmittedClaim) -> Bool {
    let names = Set(claim.otherPayers.map(\.payerID))
    return claim.lines.allSatisfy { $0.otherPayers.allSatisfy { names.contains($0.payerID) } }
  }

  /// Joins the decisions, the first payer's first: all that was paid, and what the last of them left.
  private static func known(
    _ decisions: [PayerDecision], _ claim: SubmittedClaim, received: Day
  ) -> Finding {
    var lines: [Int: PriorPayment] = [:]
    var days: [Day?] = []
    for line in claim.lines {
      let decided = decisions.compactMap { $0.lines[line.lineNumber] }
      guard let last = decided.last else { return .unclear }
      let paid = decided.reduce(Money.zero) { $0 + $1.paid }
      let obligated = decided.compactMap(\.obligated).min()
      days += decided.map(\.paidOn)
      let isInTime = decided.compactMap(\.paidOn).allSatisfy { day in
        day <= received && day >= line.from ?? day
      }
      guard isInTime, paid + last.patientShare <= line.charge else { return .unclear }
      lines[line.lineNumber] = PriorPayment(
        paid: paid, patientShare: last.patientShare, allowed: last.allowed, obligated: obligated)
    }
    if claim.isStay { lines = [Stay.lineNumber: PriorPayments.whole(Array(lines.values))] }
    let isEveryDaySaid = days.allSatisfy { $0 != nil }
    return .known(lines: lines, decidedOn: isEveryDaySaid ? days.compactMap(\.self).max() : nil)
  }

  /// What was paid of a stay as a whole; an amount that is not said of every line is not said of it.
  private static func whole(_ lines: [PriorPayment]) -> PriorPayment {
    func sum(_ amounts: [Money?]) -> Money? {
      amounts.reduce(Money?.some(.zero)) { sum, next in
        sum.flatMap { sum in next.map { sum + $0 } }
      }
    }
    return PriorPayment(
      paid: lines.reduce(.zero) { $0 + $1.paid },
      patientShare: lines.reduce(.zero) { $0 + $1.patientShare },
      allowed: sum(lines.map(\.allowed)), obligated: sum(lines.map(\.obligated)))
  }
}

extension PriorPayments.Finding {
  /// Whether a claim goes on with it as it is.
  fileprivate var goesOn: Bool {
    switch self {
    case .none, .known: true
    case .unsaid, .missing, .unclear: false
    }
  }
}
