extension [X12Adjustment] {
  /// CAS segments: up to six reasons of one group each.
  var outgoing: [X12OutgoingSegment] {
    var segments: [X12OutgoingSegment] = []
    var rest = self[...]
    while let first = rest.first {
      let run = rest.prefix(6).prefix { $0.group == first.group }
      rest = rest.dropFirst(run.count)
      segments.append(.made("CAS", [.text(first.group.value)] + run.flatMap(\.elements)))
    }
    return segments
  }
}

extension X12Adjustment {
  fileprivate var elements: [X12ElementValue] {
    [
      .text(reason.value), X12Decimal.text(amount.value), X12Decimal.text(quantity.value),
    ]
  }
}
