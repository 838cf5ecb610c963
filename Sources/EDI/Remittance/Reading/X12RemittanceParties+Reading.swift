extension X12RemittancePayer {
  /// Reads loop 1000A; what is not there stays empty.
  init(reading loop: X12LoopNode) throws(X12ReadingError) {
    self.init(
      name: loop.segments("N1").first?.element(2) ?? "",
      address: X12OutgoingAddress(reading: loop)
        ?? X12OutgoingAddress(line1: "", city: "", state: "", postalCode: ""),
      number: loop.segment("REF", "2U")?.element(2) ?? "",
      technicalContact: loop.segment("PER", "BL").map(X12OutgoingContact.init)
        ?? X12OutgoingContact(name: ""),
      claimContact: loop.segment("PER", "CX").map(X12OutgoingContact.init))
  }
}

extension X12RemittancePayee {
  /// Reads loop 1000B.
  init(reading loop: X12LoopNode) throws(X12ReadingError) {
    guard let name = loop.segments("N1").first else {
      throw X12ReadingError(fault: X12Fault(.segmentMissing, at: .none))
    }
    self.init(
      name: name.element(2), identifierQualifier: name.element(3), identifier: name.element(4),
      address: X12OutgoingAddress(reading: loop),
      taxID: loop.segment("REF", "TJ")?.element(2) ?? "")
  }
}

extension X12OutgoingAddress {
  /// Reads N3 and N4 of a loop, or nothing when it has no N4.
  fileprivate init?(reading loop: X12LoopNode) {
    guard let place = loop.segments("N4").first else { return nil }
    let street = loop.segments("N3").first
    self.init(
      line1: street?.element(1) ?? "", line2: street?.element(2) ?? "",
      city: place.element(1), state: place.element(2), postalCode: place.element(3))
  }
}

extension X12OutgoingContact {
  /// Reads PER.
  fileprivate init(_ segment: X12Segment) {
    var numbers: [String: String] = [:]
    for first in stride(from: 3, through: 7, by: 2) {
      numbers[segment.element(first)] = segment.element(first + 1)
    }
    self.init(
      name: segment.element(2), telephone: numbers["TE"] ?? "", email: numbers["EM"] ?? "")
  }
}

extension X12RemittanceParties {
  /// Reads NM1 of loop 2100.
  init(reading loop: X12LoopNode) throws(X12ReadingError) {
    guard let patient = loop.segment("NM1", "QC") else {
      guard let first = loop.segments.first else {
        throw X12ReadingError(fault: X12Fault(.segmentMissing, at: .none))
      }
      throw first.error(.segmentMissing)
    }
    self.init(
      patient: patient.outgoingName, subscriber: loop.segment("NM1", "IL")?.outgoingName,
      corrected: loop.segment("NM1", "74")?.outgoingName,
      rendering: loop.segment("NM1", "82")?.outgoingName,
      forwardedTo: loop.segment("NM1", "TT")?.outgoingName)
  }
}
