import Domain

extension [Adjustment] {
  /// The most reasons of one CAS segment.
  private static var reasonsOfSegmentMax: Int { 6 }

  /// CAS segments in order: one group code and up to six reasons each, added up by code.
  var remittanceSegments: [X12OutgoingSegment] {
    var rest = X12AdjustmentOrder.arranged(self)[...]
    var segments: [X12OutgoingSegment] = []
    while let first = rest.first {
      let run = rest.prefix(Self.reasonsOfSegmentMax).prefix { $0.group == first.group }
      rest = rest.dropFirst(run.count)
      segments.append(
        .made("CAS", [.text(first.group.rawValue)] + run.flatMap(\.remittanceElements)))
    }
    return segments
  }
}

extension Adjustment {
  fileprivate var remittanceElements: [X12ElementValue] {
    [.text(code.rawValue), X12Number.text(amount), X12Number.text(quantity)]
  }
}
