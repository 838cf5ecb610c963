import Domain

/// The most that a member or family pays in a plan year cuts the share (rule `SHARE-5`).
///
/// It cuts coinsurance first, then the copay, then the deductible. A share that does not count
/// towards the limit is not cut by it either.
enum OutOfPocketCap {
  /// The remark of a line that the limit cut.
  static let remark = "N919"

  static func apply(
    to line: PricedLine, _ amounts: RunningAmounts, _ share: inout MemberShare,
    _ trace: inout [TraceStep], _ constants: PaymentConstants
  ) {
    guard line.covered.benefit.isCountedToOutOfPocket, share.total > .zero else { return }
    let before = share.total
    let left = amounts.outOfPocketLeft(for: line.covered)
    share.isCut = before > left
    share.lower(by: max(.zero, before - left), constants.limitOrder)
    trace.append(
      TraceStep(
        RuleNames.outOfPocketCap, line: line.covered.number,
        facts: [TraceStep.Fact("out_of_pocket_left", left)],
        before: before, after: share.total,
        outcome: share.isCut ? "cut to the limit" : "within the limit",
        codes: share.isCut ? [remark] : []))
  }
}
