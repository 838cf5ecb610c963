import Domain

/// The member's share of one line, rule after rule.
struct CostShare {
  let share: MemberShare
  let trace: [TraceStep]

  /// Shares `line` from the amounts as earlier lines left them.
  init(_ line: PricedLine, _ election: CopayElection, _ amounts: RunningAmounts) {
    guard !line.covered.isWithoutShare else {
      share = MemberShare()
      trace = [PreventiveService.step(line)]
      return
    }
    var share = MemberShare()
    var trace = [election.step(for: line), DayCopay.step(line)].compactMap(\.self)
    Copay.apply(election.copay(of: line), to: line, &share, &trace)
    Deductible.apply(to: line, amounts, &share, &trace)
    Coinsurance.apply(to: line, &share, &trace)
    OutOfPocketCap.apply(to: line, amounts, &share, &trace)
    self.share = share
    self.trace = trace
  }
}
