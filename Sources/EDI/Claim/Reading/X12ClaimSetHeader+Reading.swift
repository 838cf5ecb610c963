extension X12ClaimSetHeader {
  /// Takes a segment before the first HL.
  mutating func read(_ segment: X12Segment, in loop: X12Loop, _ log: inout X12FaultLog) {
    switch loop {
    case .submitter: X12BillingLevel.read(segment, in: loop, into: &submitter, &log)
    case .receiver: X12BillingLevel.read(segment, in: loop, into: &receiver, &log)
    default: if segment.id == "BHT" { readBeginning(segment, &log) }
    }
  }

  private mutating func readBeginning(_ segment: X12Segment, _ log: inout X12FaultLog) {
    let reader = X12FieldReader(segment, in: .setHeader)
    purpose = reader.text(2)
    reference = reader.text(3)
    date = reader.text(4)
    time = segment.element(5)
    kind = reader.required(6, &log)
  }

  /// Whether everything is there that the guide demands before the first HL.
  var isComplete: Bool {
    submitter != nil && receiver != nil && kind.position.segmentOrdinal != 0
  }
}
