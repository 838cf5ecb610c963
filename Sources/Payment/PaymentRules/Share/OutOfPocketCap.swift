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
    _ trace: inout [TraceStep]
  ) {
    guard line.covered.benefit.isCountedToOutOfPocket, share.total > .zero else { return }
    let before = share.total
    let left = amounts.outOfPocketLeft(for: line.covered)
    cut(&share, by: max(.zero, before - left))
    trace.append(
      TraceStep(
        RuleNames.outOfPocketCap, line: line.covered.number,
        facts: [TraceStep.Fact("out_of_pocket_left", left)],
        before: before, after: share.total,
        outcome: share.isCut ? "cut to the limit" : "within the limit",
        codes: share.isCut ? [remark] : []))
  }

  private static func cut(_ share: inout MemberShare, by excess: Money) {
    var excess = excess
    share.isCut = excess > .zero
    for kind in [\MemberShare.coinsurance, \.copay, \.deductible] {
      let taken = min(excess, share[keyPath: kind])
      share[keyPath: kind] -= taken
      excess -= taken
    }
  }
}
