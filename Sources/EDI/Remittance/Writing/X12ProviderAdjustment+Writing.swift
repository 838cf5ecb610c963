import Domain

extension [X12ProviderAdjustment] {
  /// The most adjustments of one PLB segment.
  private static var adjustmentsOfSegmentMax: Int { 6 }

  /// PLB segments: those of one provider and year that follow each other share one, up to six.
  var outgoing: [X12OutgoingSegment] {
    var rest = self[...]
    var segments: [X12OutgoingSegment] = []
    while let first = rest.first {
      let run = rest.prefix(Self.adjustmentsOfSegmentMax).prefix {
        $0.provider == first.provider && $0.fiscalYearEnd == first.fiscalYearEnd
      }
      rest = rest.dropFirst(run.count)
      segments.append(
        .made(
          "PLB",
          [.text(first.provider), .text(first.fiscalYearEnd.compact)] + run.flatMap(\.elements)))
    }
    return segments
  }
}

extension X12ProviderAdjustment {
  fileprivate var elements: [X12ElementValue] {
    [.composite([reason.rawValue, reference]), X12Number.text(amount)]
  }
}
