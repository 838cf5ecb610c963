import Domain
import PaymentRules

/// Finds what a stored line of an adjudication says that no rule can have made.
///
/// A reversal is not looked at: it must be the exact negative of such lines.
enum LineCheck {
  /// What is wrong with the lines, in the order of their numbers.
  static func findings(_ decision: ClaimDecision) -> [String] {
    let numbering = numbering(decision).map { [$0] } ?? []
    let isCoordinated = ClaimStatus.isBehindOtherPayer(decision.claimStatusCode)
    return numbering
      + decision.lines.compactMap { line in
        (codes(line) ?? finding(line, isCoordinated: isCoordinated, decision.trace)).map {
          "line \(line.lineNumber): \($0)"
        }
      }
  }

  private static func numbering(_ decision: ClaimDecision) -> String? {
    let numbers = decision.lines.map(\.lineNumber)
    return zip(numbers, numbers.dropFirst()).allSatisfy(<)
      ? nil : "the lines are not in the order of their numbers"
  }

  private static func codes(_ line: LineDecision) -> String? {
    if Set(line.adjustments.map(\.label)).count != line.adjustments.count {
      return "an adjustment is repeated"
    }
    if line.adjustments.contains(where: { providerOnly.contains($0.code) && $0.group == .patient })
    {
      return "the patient bears what the provider must"
    }
    return nil
  }

  private static func finding(
    _ line: LineDecision, isCoordinated: Bool, _ trace: [TraceStep]
  ) -> String? {
    if line.isDenied { return denied(line) }
    return isCoordinated ? CoordinationCheck.finding(line, trace) : covered(line)
  }

  private static func denied(_ line: LineDecision) -> String? {
    if line.paid != .zero { return "it is denied and paid" }
    if line.allowed != .zero { return "it is denied and has a price" }
    if line.unitsTaken != .zero || line.isVisitTaken { return "it is denied and uses units" }
    return nil
  }

  private static func covered(_ line: LineDecision) -> String? {
    if line.allowed < .zero || line.paid < .zero { return "an amount is below zero" }
    if line.patientShare < .zero || line.patientShare > line.allowed {
      return "the patient's share is not between nothing and the price"
    }
    if line.paid != line.allowed - line.patientShare - sum(afterShare, line) {
      return "price, share and reductions do not give the payment"
    }
    let reduction = sum(["45", "131"], line)
    if reduction < .zero || (line.charge > .zero && reduction == line.charge) {
      return "the contract reduces it below zero or by the whole charge"
    }
    if sum(["24"], line) != .zero && line.paid != .zero {
      return "it is paid, although it is paid outside the claim"
    }
    return nil
  }

  /// What is taken from the payment after the patient's share: by the budget law, and by contract
  /// until it is settled.
  private static let afterShare: Set<AdjustmentCode> = ["253", "104"]

  /// What the provider bears and never the patient.
  private static let providerOnly: Set<AdjustmentCode> = [
    "24", "45", "94", "104", "131", "198", "253", "303",
  ]

  private static func sum(_ codes: Set<AdjustmentCode>, _ line: LineDecision) -> Money {
    line.adjustments.filter { codes.contains($0.code) }.reduce(.zero) { $0 + $1.amount }
  }
}
