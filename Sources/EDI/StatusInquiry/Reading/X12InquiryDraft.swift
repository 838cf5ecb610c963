/// An inquiry whose segments are still coming.
struct X12InquiryDraft: Sendable {
  /// The most segments read of one inquiry; what follows is passed over with a fault.
  static let segmentsMax = 5_000

  private var inquiry: X12StatusInquiry
  private var log = X12FaultLog()
  private let levelFaults: [X12Fault]
  private let position: X12Position
  private var segmentCount = 0

  /// Begins an inquiry with its TRN segment.
  init(
    _ segment: X12Segment, in loop: X12Loop, key: X12ClaimKey,
    levels: X12Shared<X12InquiryLevels>, faults: [X12Fault]
  ) {
    position = X12Position(segment, in: loop)
    levelFaults = faults
    let reader = X12FieldReader(segment, in: loop)
    inquiry = X12StatusInquiry(key: key, shared: levels, trace: reader.required(2, &log))
  }

  /// Takes a segment of a loop of the inquiry behind its TRN.
  mutating func read(_ segment: X12Segment, in loop: X12Loop) {
    guard admitsSegment(segment, in: loop) else { return }
    let reader = X12FieldReader(segment, in: loop)
    if loop == .inquiry || loop == .dependentInquiry {
      readOwn(reader)
    } else {
      readLine(reader)
    }
  }

  /// Keeps a segment that the guide does not have at its place, with a fault.
  mutating func readUnexpected(_ segment: X12Segment, _ code: X12FaultCode, in loop: X12Loop) {
    guard admitsSegment(segment, in: loop) else { return }
    log.note(code, segment, in: loop)
    inquiry.rawSegments.append(X12RawSegment(loop: .unrecognised, segment: segment))
  }

  /// Notes a fault of the inquiry that is no segment's own.
  mutating func note(_ code: X12FaultCode, at position: X12Position) {
    log.note(code, at: position)
  }

  /// The inquiry, once its last segment was read.
  func finished() -> X12StatusInquiry {
    var inquiry = inquiry
    var log = log
    checkLevels(&log)
    inquiry.faults = levelFaults + log.faults
    return inquiry
  }

  private mutating func admitsSegment(_ segment: X12Segment, in loop: X12Loop) -> Bool {
    segmentCount += 1
    if segmentCount == X12InquiryDraft.segmentsMax + 1 {
      log.note(.tooManySegments, segment, in: loop)
    }
    return segmentCount <= X12InquiryDraft.segmentsMax
  }

  private mutating func readOwn(_ reader: X12FieldReader) {
    switch reader.segment.id {
    case "REF": inquiry.references.append(reader.reference(&log))
    case "AMT": inquiry.amounts.append(reader.amountItem(&log))
    case "DTP": inquiry.periods.append(reader.period(&log))
    default:
      inquiry.rawSegments.append(X12RawSegment(loop: reader.loop, segment: reader.segment))
    }
  }

  private mutating func readLine(_ reader: X12FieldReader) {
    guard inquiry.lines.count <= X12StatusInquiry.linesMax else { return }
    switch reader.segment.id {
    case "SVC": openLine(reader)
    case "REF": updateLine { line, log in line.references.append(reader.reference(&log)) }
    case "DTP": updateLine { line, log in line.periods.append(reader.period(&log)) }
    default:
      inquiry.rawSegments.append(X12RawSegment(loop: reader.loop, segment: reader.segment))
    }
  }

  private mutating func openLine(_ reader: X12FieldReader) {
    guard inquiry.lines.count < X12StatusInquiry.linesMax else {
      return log.note(.tooManyLines, reader.segment, in: reader.loop)
    }
    inquiry.lines.append(
      X12InquiryLine(
        procedureQualifier: reader.required(1, component: 1, &log),
        procedure: reader.required(1, component: 2, &log),
        modifiers: (3...6).map { reader.text(1, $0) }.filter { !$0.value.isEmpty },
        charge: reader.amount(2, &log), revenueCode: reader.text(4),
        quantity: reader.quantity(7, isRequired: false, &log)))
  }

  private mutating func updateLine(
    _ change: (inout X12InquiryLine, inout X12FaultLog) -> Void
  ) {
    guard let last = inquiry.lines.indices.last else { return }
    change(&inquiry.lines[last], &log)
  }

  private func checkLevels(_ log: inout X12FaultLog) {
    let loops: [X12Loop] = [.inquiryPayer, .inquirer, .inquiryProvider, .inquirySubscriber]
    guard loops.indices.allSatisfy({ inquiry.levels[$0] != nil }) else {
      return log.note(.claimOutsideHierarchy, at: position)
    }
    for (depth, loop) in loops.enumerated() { check(inquiry.levels[depth], loop, &log) }
    if let dependent = inquiry.levels.dependent, dependent.party == nil {
      let place = dependent.number.position.ofAbsent("NM1", in: .inquiryDependent)
      log.note(.segmentMissing, at: place)
    }
  }

  private func check(_ level: X12InquiryLevel?, _ loop: X12Loop, _ log: inout X12FaultLog) {
    guard let level else { return }
    guard let party = level.party else {
      return log.note(.segmentMissing, at: level.number.position.ofAbsent("NM1", in: loop))
    }
    if party.identifier.value.isEmpty {
      log.note(.elementMissing, at: party.identifier.position)
    }
  }
}
