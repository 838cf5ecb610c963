import Domain

/// What the contract recognises for a line, and how that was found.
struct AllowedAmount {
  /// The rule that found it; absent when the trace names none.
  let rule: RuleName?
  /// How it was found, in a sentence.
  let words: String

  /// Explains what is allowed for `line` from the steps of the line.
  init(_ line: LineDecision, _ steps: [TraceStep]) {
    let prices = steps.filter { $0.rule.name.hasPrefix("PRICE-") && $0.rule.name != "PRICE-3" }
    rule = (prices.last { $0.after == line.allowed } ?? prices.last)?.rule
    let clauses = prices.compactMap(AllowedAmount.clause)
    words =
      clauses.isEmpty
      ? "The plan recognises \(line.allowed)."
      : "The contract allows \(line.allowed): \(clauses.joined(separator: "; "))."
  }

  private static func clause(_ step: TraceStep) -> String? {
    switch step.rule.name {
    case "PRICE-1":
      guard let fee = step.fact("unit_fee"), let units = step.fact("units") else { return nil }
      return "\(fee) a unit for \(units) units\(contract(step))"
    case "PRICE-2": return step.outcome == "fee alone" ? "the fee counts alone" : lesser(step)
    case "PRICE-4": return "only the member's copay is due, the rest is paid outside the claim"
    case "PRICE-5": return nil
    case "PRICE-8": return step.fact("percent").map { "\($0) of the charge\(contract(step))" }
    default:
      return step.factsInWords.map { "\(step.outcome) (\($0))" } ?? step.outcome
    }
  }

  private static func lesser(_ step: TraceStep) -> String? {
    guard let charge = step.fact("charge"), let fee = step.fact("fee") else { return nil }
    return "the lesser of charge \(charge) and fee \(fee)"
  }

  private static func contract(_ step: TraceStep) -> String {
    step.fact("contract").map { " under contract \($0)" } ?? ""
  }
}
