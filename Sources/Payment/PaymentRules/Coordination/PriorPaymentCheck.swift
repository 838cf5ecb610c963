import Domain

/// Refuses what was paid before when it cannot have been paid for the line.
enum PriorPaymentCheck {
  /// Refuses amounts out of range, and those that exceed the charge.
  static func check(_ line: BilledLine) throws(AdjudicationError) {
    guard let prior = line.priorPayment else { return }
    let amounts: [(Money?, String)] = [
      (prior.paid, "payment of another payer"),
      (prior.patientShare, "share that another payer left to the patient"),
      (prior.allowed, "amount that another payer recognised"),
      (prior.obligated, "amount that the provider is bound to accept"),
    ]
    for (amount, name) in amounts {
      if let amount { try InputCheck.check(amount, name, line: line.lineNumber) }
    }
    guard prior.paid + prior.patientShare <= line.charge else {
      throw AdjudicationError(
        .factsContradict, line: line.lineNumber, "other payers decided of more than its charge")
    }
  }

  /// Refuses to pay a line as the first payer where others paid before, and the other way round.
  static func check(_ line: CoveredLine, position: Int) throws(AdjudicationError) {
    guard (position > ClaimStatus.primary) == (line.billed.priorPayment != nil) else {
      throw AdjudicationError(
        .factsContradict, line: line.number,
        "this plan's place among the payers and what was paid before do not agree")
    }
  }
}
