import Domain
import PaymentRules

/// Finds what a stored line behind another payer says that no rule can have made, beside the amounts
/// that its own trace tells.
enum CoordinationCheck {
  /// What is wrong with a covered line of a claim that was decided behind another payer.
  static func finding(_ line: LineDecision, _ trace: [TraceStep]) -> String? {
    let steps = trace.filter { $0.lineNumber == line.lineNumber }
    guard let balance = steps.first(where: { $0.rule == balanceRule }),
      let payment = steps.first(where: { paymentRules.contains($0.rule) })?.after,
      balance.before == line.charge, let left = balance.after
    else { return "no rule said what other payers left of it" }
    if line.allowed < .zero || line.paid < .zero || line.adjustments.contains(where: isNegative) {
      return "an amount is below zero"
    }
    if sum(["23"], line) != line.charge - left {
      return "what other payers settled is not the charge less what they left"
    }
    if line.paid != payment - sum(["253", "104"], line) || payment > left {
      return "the payment is not what the rules made of what was left"
    }
    if payment > line.allowed || sum(["1", "2", "3"], line) > line.allowed {
      return "payment or share is beyond the price"
    }
    return sum(["45"], line) == line.charge && line.charge > .zero
      ? "the contract reduces it by the whole charge" : nil
  }

  private static let balanceRule = RuleName("COB-4")
  private static let paymentRules = [RuleName("COB-6"), RuleName("MSP-1")]

  private static func isNegative(_ adjustment: Adjustment) -> Bool {
    adjustment.amount < .zero
  }

  private static func sum(_ codes: Set<AdjustmentCode>, _ line: LineDecision) -> Money {
    line.adjustments.filter { codes.contains($0.code) }.reduce(.zero) { $0 + $1.amount }
  }
}
