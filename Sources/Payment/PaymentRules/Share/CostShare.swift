import Domain

/// The member's share of one line, rule after rule.
struct CostShare {
  let share: MemberShare
  let trace: [TraceStep]

  /// Shares `line` from the amounts as earlier lines left them.
  init(
    _ line: PricedLine, _ election: CopayElection, _ amounts: RunningAmounts,
    _ constants: PaymentConstants
  ) {
    guard !line.covered.isWithoutShare else {
      share = MemberShare()
      trace = [PreventiveService.step(line)]
      return
    }
    var share = MemberShare()
    var trace = [election.step(for: line), DayCopay.step(line)].compactMap(\.self)
    for kind in constants.shareOrder {
      switch kind {
      case .copay: Copay.apply(election.copay(of: line), to: line, &share, &trace)
      case .deductible: Deductible.apply(to: line, amounts, &share, &trace)
      case .coinsurance: Coinsurance.apply(to: line, &share, &trace)
      }
    }
    OutOfPocketCap.apply(to: line, amounts, &share, &trace, constants)
    self.share = share
    self.trace = trace
  }
}
