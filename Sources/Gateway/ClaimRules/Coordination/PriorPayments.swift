package import Domain

/// What the payers before this plan decided of a claim, as far as the claim says it (rules `COB-1` to
/// `COB-3`).
package struct PriorPayments: Hashable, Sendable {
  /// What the claim says of payers before this plan.
  package enum Finding: Hashable, Sendable {
    /// Nobody pays before this plan.
    case none
    /// The claim names another payer and neither its place nor its decision.
    case unsaid
    /// A payer before this plan decided nothing, or is not named.
    case missing
    /// What is said is incomplete, or contradicts itself or the charges.
    case unclear
    /// Everything that they decided, by line, and the last day on which one did; absent when not said.
    case known(lines: [Int: PriorPayment], decidedOn: Day?)
  }

  /// What the claim says.
  package let finding: Finding
  /// This plan's place among the payers, from 1.
  package let position: Int

  /// Reads a claim that arrived on `received`.
  package init(of claim: SubmittedClaim, received: Day) {
    guard let order = ClaimedOrder(of: claim) else {
      (finding, position) = (.unclear, 2)
      return
    }
    position = order.position
    finding = PriorPayments.finding(of: claim, order, received: received)
  }

  /// What was paid before of each line, where it is known.
  package var lines: [Int: PriorPayment] {
    if case .known(let lines, _) = finding { lines } else { [:] }
  }

  private static func finding(
    of claim: SubmittedClaim, _ order: ClaimedOrder, received: Day
  ) -> Finding {
    guard order.position > 1 else {
      let isUnsaid = claim.hasOtherPayer && claim.otherPayers.isEmpty && claim.payerOrder.isEmpty
      return isUnsaid ? .unsaid : .none
    }
    guard !order.isGapped, order.before.allSatisfy({ hasDecided($0, claim) }) else {
      return .missing
    }
    let decisions = order.before.compactMap { PayerDecision(of: $0, in: claim) }
    guard decisions.count == order.before.count, namesOnlyPayers(claim) else { return .unclear }
    return known(decisions, claim, received: received)
  }

  private static func hasDecided(
    _ payer: SubmittedClaim.OtherPayer, _ claim: SubmittedClaim
  ) -> Bool {
    payer.paid != nil
      || claim.lines.contains { $0.otherPayers.contains { $0.payerID == payer.payerID } }
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
    let isEveryDaySaid = days.allSatisfy { $0 != nil }
    return .known(lines: lines, decidedOn: isEveryDaySaid ? days.compactMap(\.self).max() : nil)
  }
}
