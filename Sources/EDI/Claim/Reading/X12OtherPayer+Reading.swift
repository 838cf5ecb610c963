extension X12OtherPayer {
  /// Takes a segment of loops 2320 and 2330A to 2330G behind the SBR.
  mutating func read(_ segment: X12Segment, in loop: X12Loop, _ log: inout X12FaultLog) {
    let reader = X12FieldReader(segment, in: loop)
    switch segment.id {
    case "NM1": parties.append(reader.party(&log))
    case "DTP": periods.append(reader.period(&log))
    case "CAS": adjustments += reader.adjustments(&log)
    case "AMT": amounts.append(reader.amountItem(&log))
    default:
      if loop == .otherSubscriber {
        rawSegments.append(X12RawSegment(loop: loop, segment: segment))
      } else if let last = parties.indices.last {
        parties[last].read(segment, &log)
      }
    }
  }
}
