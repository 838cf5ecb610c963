extension X12Party {
  /// Takes a segment of the party's loop.
  mutating func read(_ segment: X12Segment, _ log: inout X12FaultLog) {
    let reader = X12FieldReader(segment, in: loop)
    switch segment.id {
    case "N3": readStreet(reader, &log)
    case "N4": readCity(reader, &log)
    case "DMG":
      if demographics != nil { log.note(.segmentRepeated, segment, in: loop) }
      demographics = reader.demographics(&log)
    case "PRV":
      if specialty != nil { log.note(.segmentRepeated, segment, in: loop) }
      specialty = reader.specialty()
    case "REF":
      readReference(reader, &log)
    default:
      rawSegments.append(X12RawSegment(loop: loop, segment: segment))
    }
  }

  private mutating func readReference(_ reader: X12FieldReader, _ log: inout X12FaultLog) {
    let reference = reader.reference(&log)
    let isTaxID = reference.qualifier == "EI" || reference.qualifier == "SY"
    if isTaxID, references.contains(where: { $0.qualifier == reference.qualifier }) {
      log.note(.referenceRepeated, reader.segment, in: loop)
    }
    references.append(reference)
  }

  private mutating func readStreet(_ reader: X12FieldReader, _ log: inout X12FaultLog) {
    var address = address ?? X12Address()
    if address.hasStreet { log.note(.segmentRepeated, reader.segment, in: loop) }
    address.hasStreet = true
    address.line1 = reader.text(1)
    address.line2 = reader.segment.element(2)
    self.address = address
  }

  private mutating func readCity(_ reader: X12FieldReader, _ log: inout X12FaultLog) {
    var address = address ?? X12Address()
    if address.hasCity { log.note(.segmentRepeated, reader.segment, in: loop) }
    address.hasCity = true
    address.city = reader.text(1)
    address.state = reader.text(2)
    address.postalCode = reader.text(3)
    address.country = reader.segment.element(4)
    address.countrySubdivision = reader.segment.element(7)
    self.address = address
  }
}
