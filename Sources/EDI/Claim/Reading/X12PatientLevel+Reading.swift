extension X12PatientLevel {
  /// Takes a segment of loops 2000C and 2010CA behind the HL.
  mutating func read(_ segment: X12Segment, in loop: X12Loop, _ log: inout X12FaultLog) {
    if loop == .patient {
      return X12BillingLevel.read(segment, in: loop, into: &patient, &log)
    }
    rawSegments.append(X12RawSegment(loop: loop, segment: segment))
    guard segment.id == "PAT" else { return }
    let reader = X12FieldReader(segment, in: loop)
    relationship = reader.text(1)
    death = reader.day(6, &log)
  }
}
