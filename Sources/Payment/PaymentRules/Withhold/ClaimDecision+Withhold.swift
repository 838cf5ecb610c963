package import Domain

extension LineDecision {
  /// What the contract keeps of the line's payment; negative in a reversal.
  package var withheld: Money {
    adjustments.filter { $0.code == Withhold.code }.reduce(.zero) { $0 + $1.amount }
  }
}

extension ClaimDecision {
  /// What contracts keep of the payments of all lines; negative in a reversal.
  package var withheld: Money {
    lines.reduce(.zero) { $0 + $1.withheld }
  }
}
