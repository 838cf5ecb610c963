extension X12StatusInquiry {
  /// Loop 2200 with the loops inside it. What stood in no loop of the guide is left out.
  var outgoing: [X12OutgoingSegment] {
    [.made("TRN", ["1", .text(trace.value)])] + references.map(\.outgoing)
      + amounts.map(\.outgoing) + periods.map(\.outgoing) + lines.flatMap(\.outgoing)
  }
}

extension X12InquiryLine {
  fileprivate var outgoing: [X12OutgoingSegment] {
    let procedure = [procedureQualifier.value, self.procedure.value] + modifiers.map(\.value)
    let service = X12OutgoingSegment.made(
      "SVC",
      [
        .composite(procedure), X12Decimal.text(charge.value), "", .text(revenueCode.value), "",
        "", X12Decimal.text(quantity.value),
      ])
    return [service] + references.map(\.outgoing) + periods.map(\.outgoing)
  }
}

extension X12InquiryLevel {
  /// Loop 2000 behind its HL, and loop 2100.
  var outgoing: [X12OutgoingSegment] {
    (demographics.map { [$0.outgoing] } ?? []) + parties.flatMap { $0.outgoing() }
  }
}

extension X12InquiryLevels {
  /// BHT.
  var beginning: X12OutgoingSegment {
    .made(
      "BHT", ["0010", "13", .text(reference.value), .text(date.value), .text(time)])
  }
}
