extension X12InterchangeAcknowledgement {
  /// TA1.
  var outgoing: X12OutgoingSegment {
    .made(
      "TA1",
      [
        .text(controlNumber), .text(date), .text(time), .text(outcome.rawValue),
        .text(note.rawValue),
      ])
  }
}

extension X12OutgoingEnvelope {
  /// A file with the answers to interchanges and nothing else; GS is not written.
  package func file(
    of acknowledgements: [X12InterchangeAcknowledgement]
  ) throws(X12OutgoingError) -> [UInt8] {
    try file(ofInterchangeSegments: acknowledgements.map(\.outgoing))
  }
}
