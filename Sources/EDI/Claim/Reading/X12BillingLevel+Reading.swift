extension X12BillingLevel {
  /// Takes a segment of loops 2000A and 2010AA to 2010AC behind the HL.
  mutating func read(_ segment: X12Segment, in loop: X12Loop, _ log: inout X12FaultLog) {
    switch loop {
    case .billingProvider: X12BillingLevel.read(segment, in: loop, into: &provider, &log)
    case .payToAddress: X12BillingLevel.read(segment, in: loop, into: &payToAddress, &log)
    case .payToPlan: X12BillingLevel.read(segment, in: loop, into: &payToPlan, &log)
    default: readLevel(segment, in: loop, &log)
    }
  }

  private mutating func readLevel(
    _ segment: X12Segment, in loop: X12Loop, _ log: inout X12FaultLog
  ) {
    guard segment.id == "PRV" else {
      return rawSegments.append(X12RawSegment(loop: loop, segment: segment))
    }
    if specialty != nil { log.note(.segmentRepeated, segment, in: loop) }
    specialty = X12FieldReader(segment, in: loop).specialty()
  }

  /// Takes a segment of a loop that may stand once: NM1 opens the party, the others belong to it.
  static func read(
    _ segment: X12Segment, in loop: X12Loop, into party: inout X12Party?,
    _ log: inout X12FaultLog
  ) {
    guard segment.id == "NM1" else { return party?.read(segment, &log) ?? () }
    if party != nil { log.note(.segmentRepeated, segment, in: loop) }
    party = X12FieldReader(segment, in: loop).party(&log)
  }
}
