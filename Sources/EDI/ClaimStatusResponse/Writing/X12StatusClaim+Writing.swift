import Domain

extension X12ClaimStatus {
  /// The composite of STC01.
  var composite: X12ElementValue { .composite([category, status, entity]) }
}

extension X12StatusClaim {
  /// Loop 2200D or 2200E.
  var outgoing: [X12OutgoingSegment] {
    [.made("TRN", ["2", .text(trace)])] + statuses.map(outgoing)
      + X12OutgoingReference.outgoing("1K", payerClaimNumber)
      + X12OutgoingReference.outgoing("EJ", patientControlNumber)
      + X12OutgoingReference.outgoing("D9", clearinghouseNumber)
      + (service.map { [$0.outgoing("472")] } ?? []) + lines.flatMap(\.outgoing)
  }

  private func outgoing(_ status: X12ClaimStatus) -> X12OutgoingSegment {
    .made(
      "STC",
      [
        status.composite, .text(statusDay.compact), "", X12Number.text(charge),
        X12Number.text(paid), .text(decidedDay?.compact ?? ""), "",
        .text(paymentDay?.compact ?? ""), .text(paymentNumber),
      ])
  }
}

extension X12StatusLine {
  /// Loop 2220D or 2220E.
  var outgoing: [X12OutgoingSegment] {
    let service = X12OutgoingSegment.made(
      "SVC",
      [
        procedure.outgoing, X12Number.text(charge), X12Number.text(paid), .text(revenueCode),
        "", "", X12Number.text(units),
      ])
    return [service]
      + statuses.map { .made("STC", [$0.composite, .text(statusDay.compact)]) }
      + X12OutgoingReference.outgoing("FJ", controlNumber) + [self.service.outgoing("472")]
  }
}
