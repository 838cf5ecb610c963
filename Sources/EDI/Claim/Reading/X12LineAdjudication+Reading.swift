extension X12LineAdjudication {
  /// Reads SVD.
  init(_ reader: X12FieldReader, _ log: inout X12FaultLog) {
    payer = reader.required(1, &log)
    paid = reader.amount(2, &log)
    procedure = reader.segment.filledComponents(3)
    revenueCode = reader.segment.element(4)
    quantity = reader.quantity(5, isRequired: false, &log)
    bundledLine = reader.segment.element(6)
  }

  /// Takes a segment of loop 2430 behind the SVD.
  mutating func read(_ reader: X12FieldReader, _ log: inout X12FaultLog) {
    switch reader.segment.id {
    case "CAS": adjustments += reader.adjustments(&log)
    case "DTP": periods.append(reader.period(&log))
    case "AMT": amounts.append(reader.amountItem(&log))
    default: break
    }
  }
}
