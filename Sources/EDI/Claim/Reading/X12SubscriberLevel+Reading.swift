extension X12SubscriberLevel {
  /// Takes a segment of loops 2000B, 2010BA and 2010BB behind the HL.
  mutating func read(_ segment: X12Segment, in loop: X12Loop, _ log: inout X12FaultLog) {
    switch loop {
    case .subscriber: X12BillingLevel.read(segment, in: loop, into: &subscriber, &log)
    case .payer: X12BillingLevel.read(segment, in: loop, into: &payer, &log)
    default: readLevel(segment, in: loop, &log)
    }
  }

  private mutating func readLevel(
    _ segment: X12Segment, in loop: X12Loop, _ log: inout X12FaultLog
  ) {
    guard segment.id == "SBR" else {
      return rawSegments.append(X12RawSegment(loop: loop, segment: segment))
    }
    if information != nil { log.note(.segmentRepeated, segment, in: loop) }
    information = X12FieldReader(segment, in: loop).subscriberInformation(&log)
  }
}
