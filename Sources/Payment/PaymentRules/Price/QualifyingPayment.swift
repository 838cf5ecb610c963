import Domain

/// What a line priced by the qualifying payment amount says on its remittance (rule `NSA-1`).
struct QualifyingPayment {
  /// The service is protected from surprise bills as an emergency.
  private static let emergency = "N864"
  /// The member's share rests on the qualifying payment amount.
  private static let onQualifyingPayment = "N869"
  /// The member's share rests on the charge, which is lower than that amount.
  private static let onCharge = "N870"
  /// The payment is the initial one, which may still be negotiated.
  private static let initialPayment = "N877"

  let remarks: [String]
  let trace: [TraceStep]

  /// Compares what is charged with the qualifying payment amount `fee` for the same units.
  init(_ line: CoveredLine, charge: Money, fee: Money) {
    guard line.contract.feeMethod == .qualifyingPayment else {
      (remarks, trace) = ([], [])
      return
    }
    let isChargeLower = charge < fee
    remarks = [
      QualifyingPayment.emergency,
      isChargeLower ? QualifyingPayment.onCharge : QualifyingPayment.onQualifyingPayment,
      QualifyingPayment.initialPayment,
    ]
    trace = [
      TraceStep(
        RuleNames.qualifyingPayment, line: line.number,
        facts: [TraceStep.Fact("charge", charge), TraceStep.Fact("qualifying_payment", fee)],
        after: min(charge, fee),
        outcome: isChargeLower ? "charge below the amount" : "qualifying payment amount",
        codes: remarks)
    ]
  }
}
