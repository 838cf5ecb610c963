import Domain
import Messages

/// What became of a claim, in the form of a scenario's expectation.
enum ObservedClaim {
  /// A claim with its decision and, once it is taken back, its reversal and what stands in its place.
  static func value(
    _ label: String, _ summary: ClaimV1.ClaimSummary?, _ decision: PaymentV1.ClaimDecision?,
    reversal: PaymentV1.ClaimDecision?, standing: PaymentV1.ClaimDecision?
  ) -> JSONValue {
    var members: [String: JSONValue] = [
      "claim": .text(label), "number": .text(summary?.claimID ?? ""),
      "state": .text(summary?.state.text ?? ""),
      "pend_reasons": .list(
        Set((summary?.pendReasons ?? []).map(\.reason)).sorted().map { .text($0) }),
      "owner": .text(summary?.owner ?? ""),
    ]
    if let decision { members.merge(amounts(decision)) { first, _ in first } }
    if let reversal { members["reversal"] = .record(amounts(reversal)) }
    if let standing { members["standing"] = .record(amounts(standing)) }
    return .record(members)
  }

  private static func amounts(_ decision: PaymentV1.ClaimDecision) -> [String: JSONValue] {
    [
      "claim_status_code": .integer(Int64(decision.claimStatusCode)),
      "charge": cents(decision.charge), "paid": cents(decision.paid),
      "patient_share": cents(decision.patientShare), "lines": .list(decision.lines.map(line)),
    ]
  }

  private static func line(_ line: PaymentV1.LineDecision) -> JSONValue {
    .record([
      "line": .integer(Int64(line.lineNumber)), "charge": cents(line.charge),
      "allowed": cents(line.allowed), "adjustments": adjustments(line.adjustments),
      "remarks": .list(line.remarks.sorted().map { .text($0) }), "paid": cents(line.paid),
      "patient_share": .integer(patientShare(line.adjustments)),
      "units_paid": .text(units(line.paidQuantity)), "reason": .text(line.reason),
    ])
  }

  private static func adjustments(_ adjustments: [PaymentV1.Adjustment]) -> JSONValue {
    var amounts: [String: JSONValue] = [:]
    for adjustment in adjustments {
      let code = "\(adjustment.group)-\(adjustment.code)"
      let before = amounts[code]?.integer ?? 0
      amounts[code] = .integer(before &+ (adjustment.amount?.cents ?? 0))
    }
    return .record(amounts)
  }

  private static func patientShare(_ adjustments: [PaymentV1.Adjustment]) -> Int64 {
    adjustments.filter { $0.group == "PR" }.reduce(0) { $0 &+ ($1.amount?.cents ?? 0) }
  }

  private static func units(_ quantity: TypeV1.Quantity?) -> String {
    Quantity(checkedThousandths: quantity?.thousandths ?? 0)?.description ?? "out of range"
  }

  private static func cents(_ amount: TypeV1.Money?) -> JSONValue {
    .integer(amount?.cents ?? 0)
  }
}
