import Domain

extension X12ServiceLine {
  /// Takes a segment of loop 2400 or of a loop inside it.
  mutating func read(_ segment: X12Segment, in loop: X12Loop, _ log: inout X12FaultLog) {
    switch loop {
    case .line: readOwn(segment, &log)
    case .lineAdjudication: readAdjudication(segment, &log)
    case .drug, .form: rawSegments.append(X12RawSegment(loop: loop, segment: segment))
    default: readProvider(segment, in: loop, &log)
    }
  }

  private mutating func readOwn(_ segment: X12Segment, _ log: inout X12FaultLog) {
    let reader = X12FieldReader(segment, in: .line)
    switch segment.id {
    case "LX": number = reader.required(1, &log)
    case "SV1": readProfessionalService(reader, &log)
    case "SV2": readInstitutionalService(reader, &log)
    case "DTP": periods.append(reader.period(&log))
    case "PWK": attachments.append(reader.attachment())
    case "REF": references.append(reader.reference(&log))
    default: rawSegments.append(X12RawSegment(loop: .line, segment: segment))
    }
  }

  private mutating func readProfessionalService(_ reader: X12FieldReader, _ log: inout X12FaultLog)
  {
    hasService = true
    readProcedure(reader, 1, &log)
    charge = reader.amount(2, &log)
    unit = reader.required(3, &log)
    quantity = reader.quantity(4, &log)
    placeOfService = reader.text(5)
    readPointers(reader, &log)
    emergency = reader.text(9)
    earlyScreening = reader.segment.element(11)
    familyPlanning = reader.segment.element(12)
    copayStatus = reader.segment.element(15)
  }

  private mutating func readInstitutionalService(
    _ reader: X12FieldReader, _ log: inout X12FaultLog
  ) {
    hasService = true
    revenueCode = reader.required(1, &log)
    if !reader.segment.isEmpty(2) { readProcedure(reader, 2, &log) }
    charge = reader.amount(3, &log)
    unit = reader.required(4, &log)
    quantity = reader.quantity(5, &log)
    rate = reader.segment.element(6)
    nonCovered = reader.amount(7, isRequired: false, &log)
  }

  private mutating func readProcedure(
    _ reader: X12FieldReader, _ element: Int, _ log: inout X12FaultLog
  ) {
    procedureQualifier = reader.required(element, component: 1, &log)
    procedure = reader.required(element, component: 2, &log)
    modifiers = (3...6).map { reader.text(element, $0) }.filter { !$0.value.isEmpty }
    procedureText = reader.segment.component(element, 7)
  }

  private mutating func readPointers(_ reader: X12FieldReader, _ log: inout X12FaultLog) {
    for component in 1...4 {
      let text = reader.text(7, component)
      guard !text.value.isEmpty || component == 1 else { continue }
      let number = Int(text.value)
      let isRight = number.map { (1...X12Claim.diagnosesMax).contains($0) } ?? false
      if !isRight {
        log.note(text.value.isEmpty ? .elementMissing : .pointerInvalid, at: text.position)
      }
      pointers.append(X12Field(isRight ? number : nil, at: text.position))
    }
  }

  private mutating func readProvider(
    _ segment: X12Segment, in loop: X12Loop, _ log: inout X12FaultLog
  ) {
    if segment.id == "NM1" {
      providers.append(X12FieldReader(segment, in: loop).party(&log))
    } else if let last = providers.indices.last {
      providers[last].read(segment, &log)
    }
  }

  private mutating func readAdjudication(_ segment: X12Segment, _ log: inout X12FaultLog) {
    let reader = X12FieldReader(segment, in: .lineAdjudication)
    if segment.id == "SVD" {
      adjudications.append(X12LineAdjudication(reader, &log))
    } else if let last = adjudications.indices.last {
      adjudications[last].read(reader, &log)
    }
  }
}
