import Domain
import PaymentRules

/// Computes again what the limits of the member's share left, deductible and out of pocket, when each
/// line was shared, from the limits that stand beside the postings and the running amounts of the answer.
///
/// Of the limits of member and family the one that leaves less is seen; the other may be any larger.
struct ShareLimitCheck {
  private let decision: ClaimDecision
  private let row: AccumulatorRow
  private let limits: AccumulatorRow.Limits

  /// Prepares the check; nothing when the decision did not post to exactly one plan year with limits,
  /// and behind another payer, where lines see shares that are not posted.
  init?(_ decision: ClaimDecision, _ rows: [AccumulatorRow]) {
    guard !ClaimStatus.isBehindOtherPayer(decision.claimStatusCode) else { return nil }
    guard rows.count == 1, let row = rows.first, let limits = row.limits else { return nil }
    self.decision = decision
    self.row = row
    self.limits = limits
  }

  /// What is wrong with the steps of the lines that posted.
  func findings() -> [String] {
    let posted = Set(decision.postings.map(\.lineNumber))
    let isAgreeing = decision.trace.allSatisfy { step in
      guard posted.contains(step.lineNumber) else { return true }
      switch step.rule {
      case Self.deductibleRule: return step.amount("deductible_left") == deductibleLeft(step)
      case Self.outOfPocketRule: return step.amount("out_of_pocket_left") == outOfPocketLeft(step)
      default: return true
      }
    }
    return isAgreeing ? [] : ["the limits do not leave what the lines were shared by"]
  }

  private func deductibleLeft(_ step: TraceStep) -> Money {
    let family = left(limits.familyDeductible, .family, .deductible, step)
    guard let member = limits.memberDeductible else { return family }
    return min(family, left(member, .member, .deductible, step))
  }

  private func outOfPocketLeft(_ step: TraceStep) -> Money {
    min(
      left(limits.familyOutOfPocket, .family, .outOfPocket, step),
      left(limits.memberOutOfPocket, .member, .outOfPocket, step))
  }

  /// What a limit leaves after everything before the line of a step.
  private func left(
    _ limit: Money, _ scope: AccumulatorKey.Scope, _ kind: AccumulatorKey.Kind, _ step: TraceStep
  ) -> Money {
    let key = AccumulatorKey(
      scope: scope, holder: scope == .member ? row.memberID : row.familyID,
      productID: row.plan.productID, planYearStart: row.plan.planYearStart, kind: kind)
    let before = decision.balancesBefore.filter { $0.key == key }.map(\.amount)
    let earlier = decision.postings.filter {
      $0.key == key && $0.lineNumber < step.lineNumber
    }.map(\.amount)
    return max(.zero, limit - (before + earlier).reduce(.zero, +))
  }

  private static let deductibleRule = RuleName("SHARE-3")
  private static let outOfPocketRule = RuleName("SHARE-5")
}

extension TraceStep {
  /// The amount of a fact; nothing when there is no such fact.
  fileprivate func amount(_ name: String) -> Money? {
    facts.first { $0.name == name }.flatMap { Money(decimal: $0.value) }
  }
}
