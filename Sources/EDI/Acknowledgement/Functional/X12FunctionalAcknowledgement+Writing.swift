extension X12OutgoingEnvelope {
  /// A file with one 999 for each acknowledgement.
  package func file(
    of acknowledgements: [X12FunctionalAcknowledgement]
  ) throws(X12OutgoingError) -> [UInt8] {
    try file(of: .functionalAcknowledgement, acknowledgements.map(\.outgoing))
  }
}

extension X12FunctionalAcknowledgement {
  /// The segments between ST and SE.
  var outgoing: [X12OutgoingSegment] {
    let head = X12OutgoingSegment.made(
      "AK1", [.text(functionalID), .text(groupControlNumber), .text(guide)])
    let tail = X12OutgoingSegment.made(
      "AK9",
      [
        .text(outcome.rawValue), .text(String(setsIncluded)), .text(String(setsReceived)),
        .text(String(setsAccepted)),
      ] + groupCodes.prefix(5).map { .text($0) })
    return [head] + sets.flatMap(\.outgoing) + [tail]
  }
}

extension X12SetAcknowledgement {
  /// AK2 to IK5.
  fileprivate var outgoing: [X12OutgoingSegment] {
    let head = X12OutgoingSegment.made(
      "AK2", [.text(transaction), .text(controlNumber), .text(guide)])
    let tail = X12OutgoingSegment.made(
      "IK5", [.text(outcome.rawValue)] + setCodes.prefix(5).map { .text($0) })
    return [head] + segmentFaults.flatMap(\.outgoing) + [tail]
  }
}

extension X12SegmentFault {
  /// IK3, CTX with the claim, and IK4.
  fileprivate var outgoing: [X12OutgoingSegment] {
    let head = X12OutgoingSegment.made(
      "IK3", [.text(segmentID), .text(String(segmentPosition)), .text(loopID), .text(code)])
    let context: [X12OutgoingSegment] =
      claimIdentifier.isEmpty ? [] : [.made("CTX", [.composite(["CLM01", claimIdentifier])])]
    return [head] + context + elementFaults.map(\.outgoing)
  }
}

extension X12ElementFault {
  /// IK4 without the reference number and without a copy of the data.
  fileprivate var outgoing: X12OutgoingSegment {
    let place = [String(element)] + (component == 0 ? [] : [String(component)])
    return .made("IK4", [.composite(place), "", .text(code)])
  }
}
