extension X12Claim {
  /// Begins a claim with its CLM segment.
  init(
    _ segment: X12Segment, _ kind: X12ClaimKind, key: X12ClaimKey, levels: X12SharedLevels,
    _ log: inout X12FaultLog
  ) {
    let reader = X12FieldReader(segment, in: .claim)
    self.init(
      kind: kind, key: key, sharedHeader: levels.header, sharedBilling: levels.billing,
      sharedSubscriber: levels.subscriber, sharedPatient: levels.patient,
      identifier: reader.required(1, &log),
      charge: reader.amount(2, &log), placeOfService: reader.required(5, component: 1, &log),
      placeQualifier: reader.text(5, 2), frequency: reader.required(5, component: 3, &log),
      providerSignature: segment.element(6), assignment: reader.text(7),
      benefitsAssignment: reader.text(8), release: segment.element(9),
      patientSignature: segment.element(10), relatedCauses: segment.filledComponents(11),
      specialProgram: segment.element(12), delayReason: segment.element(20))
  }

  /// Takes a segment of loop 2300 or of a loop inside it.
  mutating func read(_ segment: X12Segment, in loop: X12Loop, _ log: inout X12FaultLog) {
    switch loop.level {
    case .line: readLine(segment, in: loop, &log)
    case .otherPayer: readOtherPayer(segment, in: loop, &log)
    default:
      loop == .claim ? readOwn(segment, &log) : readProvider(segment, in: loop, &log)
    }
  }

  private mutating func readOwn(_ segment: X12Segment, _ log: inout X12FaultLog) {
    let reader = X12FieldReader(segment, in: .claim)
    switch segment.id {
    case "CL1": readAdmission(reader, &log)
    case "DTP": periods.append(reader.period(&log))
    case "PWK": attachments.append(reader.attachment())
    case "AMT": amounts.append(reader.amountItem(&log))
    case "REF": references.append(reader.reference(&log))
    case "HI": readCodes(reader, &log)
    default: rawSegments.append(X12RawSegment(loop: .claim, segment: segment))
    }
  }

  private mutating func readCodes(_ reader: X12FieldReader, _ log: inout X12FaultLog) {
    for element in 1...max(1, reader.segment.elementCount)
    where element == 1 || !reader.segment.isEmpty(element) {
      guard admitsCode(reader, element, &log) else { return }
      codes.append(reader.healthCode(element, &log))
    }
  }

  private func admitsCode(
    _ reader: X12FieldReader, _ element: Int, _ log: inout X12FaultLog
  ) -> Bool {
    guard codes.count < X12Claim.codesMax else {
      log.note(.tooManyCodes, at: reader.position(element))
      return false
    }
    let qualifier = reader.segment.component(element, 1)
    guard X12HealthCode.diagnosisQualifiers.contains(qualifier),
      diagnoses.count >= kind.guide.diagnosesMax
    else { return true }
    log.note(.tooManyDiagnoses, at: reader.position(element))
    return false
  }

  private mutating func readAdmission(_ reader: X12FieldReader, _ log: inout X12FaultLog) {
    if admission != nil { log.note(.segmentRepeated, reader.segment, in: .claim) }
    admission = X12Admission(
      type: reader.required(1, &log), source: reader.text(2),
      patientStatus: reader.required(3, &log))
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

  private mutating func readOtherPayer(
    _ segment: X12Segment, in loop: X12Loop, _ log: inout X12FaultLog
  ) {
    if segment.id == "SBR" {
      let information = X12FieldReader(segment, in: loop).subscriberInformation(&log)
      otherPayers.append(X12OtherPayer(information: information))
    } else if let last = otherPayers.indices.last {
      otherPayers[last].read(segment, in: loop, &log)
    }
  }

  private mutating func readLine(
    _ segment: X12Segment, in loop: X12Loop, _ log: inout X12FaultLog
  ) {
    guard let last = lines.indices.last else { return }
    lines[last].read(segment, in: loop, &log)
  }
}
