import Domain

extension X12RemittanceLine {
  /// Loop 2110.
  var outgoing: [X12OutgoingSegment] {
    [payment] + days + adjustments.remittanceSegments
      + X12OutgoingReference.outgoing("6R", controlNumber)
      + (X12RemittanceAmount.outgoing("B6", allowed).map { [$0] } ?? [])
      + remarks.map { .made("LQ", ["HE", .text($0)]) }
  }

  private var payment: X12OutgoingSegment {
    .made(
      "SVC",
      [
        procedure.outgoing, X12Number.text(charge), X12Number.text(paid), .text(revenueCode),
        X12Number.text(paidUnits), billedProcedure?.outgoing ?? "",
        billedUnits == paidUnits ? "" : X12Number.text(billedUnits),
      ])
  }

  private var days: [X12OutgoingSegment] {
    guard service.from != service.to else {
      return [.made("DTM", ["472", .text(service.from.compact)])]
    }
    return [
      .made("DTM", ["150", .text(service.from.compact)]),
      .made("DTM", ["151", .text(service.to.compact)]),
    ]
  }
}
