import Domain

extension X12RemittanceLine {
  /// Reads loop 2110; a line without days of its own has those of its claim.
  init(reading loop: X12LoopNode, orOn claimSpan: DaySpan?) throws(X12ReadingError) {
    guard let payment = loop.segments("SVC").first else {
      throw X12ReadingError(fault: X12Fault(.segmentMissing, at: .none))
    }
    let one = try loop.segment("DTM", "472")?.day(2)
    let several = try X12RemittanceDays.span(of: loop, from: "150", to: "151")
    guard let service = one.map({ DaySpan(from: $0, to: $0) }) ?? several ?? claimSpan else {
      throw payment.error(.segmentMissing)
    }
    self.init(
      procedure: try payment.procedure(1), charge: try payment.amount(2),
      paid: try payment.amountIfAny(3) ?? .zero, revenueCode: payment.element(4),
      paidUnits: try payment.quantityIfAny(5),
      billedProcedure: payment.isEmpty(6) ? nil : try payment.procedure(6),
      billedUnits: try payment.quantityIfAny(7), service: service,
      adjustments: try loop.adjustments(),
      controlNumber: loop.segment("REF", "6R")?.element(2) ?? "",
      allowed: try loop.segment("AMT", "B6")?.amount(2),
      remarks: loop.segments("LQ").filter { $0.element(1) == "HE" }.map { $0.element(2) })
  }
}
