import Domain

/// What must hold for every decided line, in words for the first thing that does not.
enum LineLaws {
  /// - Parameter isSecond: Whether another payer decided of the line before this plan.
  static func violation(of line: LineDecision, isSecond: Bool = false) -> String? {
    codes(line)
      ?? (line.isDenied ? denied(line) : isSecond ? coordinated(line) : covered(line))
  }

  private static func codes(_ line: LineDecision) -> String? {
    let order = AdjustmentGroup.allCases
    let groups = line.adjustments.compactMap { order.firstIndex(of: $0.group) }
    let forbidden: Set<String> = [
      "PR-253", "PR-24", "PR-45", "PR-94", "PR-104", "PR-131", "PR-198", "PR-303", "CO-275",
      "CO-23",
      "PR-23",
    ]
    if groups != groups.sorted() { return "groups are out of order" }
    if line.adjustments.contains(where: { $0.amount == .zero }) { return "an adjustment is zero" }
    if line.adjustments.contains(where: { forbidden.contains($0.label) }) {
      return "the patient bears what the provider must"
    }
    if Set(line.adjustments.map(\.label)).count != line.adjustments.count {
      return "an adjustment is repeated"
    }
    return nil
  }

  private static func denied(_ line: LineDecision) -> String? {
    if line.paid != .zero { return "a denied line is paid" }
    if line.allowed != .zero { return "a denied line has a price" }
    if line.unitsTaken != .zero || line.isVisitTaken { return "a denied line takes units" }
    return nil
  }

  private static func covered(_ line: LineDecision) -> String? {
    let reduced = amount("CO-253", line) + amount("CO-104", line)
    if line.allowed < .zero || line.paid < .zero { return "an amount is negative" }
    if line.patientShare < .zero || line.patientShare > line.allowed {
      return "the share is not between nothing and the price"
    }
    if line.paid != line.allowed - line.patientShare - reduced {
      return "price, share and reductions do not give the payment"
    }
    if line.charge > .zero, amount("CO-45", line) + amount("CO-131", line) == line.charge {
      return "the reduction to the price is the whole charge"
    }
    if amount("CO-24", line) != .zero, line.paid != .zero { return "a capitated line is paid" }
    return nil
  }

  /// Behind another payer: what it settled, what is paid and what is left add up to the charge, and this
  /// plan asks for no share of its own beside what another payer left unpaid.
  private static func coordinated(_ line: LineDecision) -> String? {
    if line.adjustments.contains(where: { $0.amount < .zero }) || line.paid < .zero {
      return "an amount is negative"
    }
    let own = ["PR-1", "PR-2", "PR-3"].reduce(Money.zero) { $0 + amount($1, line) }
    let reduced = amount("CO-253", line) + amount("CO-104", line)
    if line.paid + reduced > line.allowed { return "more is paid than the price" }
    if own > line.allowed { return "the share is beyond the price" }
    if own > .zero, amount("PR-275", line) > .zero { return "two shares are asked for" }
    if line.charge > .zero, amount("CO-45", line) == line.charge {
      return "CO-45 is the whole charge"
    }
    return nil
  }

  private static func amount(_ label: String, _ line: LineDecision) -> Money {
    line.adjustments.filter { $0.label == label }.reduce(.zero) { $0 + $1.amount }
  }
}
