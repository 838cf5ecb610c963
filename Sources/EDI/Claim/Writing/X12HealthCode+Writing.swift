extension [X12HealthCode] {
  /// HI segments, cut where they were cut when they were read.
  var outgoing: [X12OutgoingSegment] {
    var segments: [X12OutgoingSegment] = []
    var rest = self[...]
    while let first = rest.popFirst() {
      let further = rest.prefix { !$0.beginsSegment }
      rest = rest.dropFirst(further.count)
      segments.append(.made("HI", [first.element] + further.map(\.element)))
    }
    return segments
  }
}

extension X12HealthCode {
  fileprivate var element: X12ElementValue {
    .composite([
      qualifier, code.value, period?.format ?? "", period?.text.value ?? "",
      X12Decimal.digits(amount.value), X12Decimal.digits(quantity.value), version, secondCode,
      presentOnAdmission.value,
    ])
  }
}
