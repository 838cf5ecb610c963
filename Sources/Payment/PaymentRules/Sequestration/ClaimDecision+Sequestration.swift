package import Domain

extension ClaimDecision {
  /// What the budget law kept from the payments of all lines; negative in a reversal.
  package var sequestered: Money {
    lines.flatMap(\.adjustments).filter { $0.code == Sequestration.code }
      .reduce(.zero) { $0 + $1.amount }
  }
}
