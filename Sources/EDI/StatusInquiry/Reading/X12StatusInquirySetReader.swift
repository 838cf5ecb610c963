/// Turns the segments of one 276 set into inquiries, one at a time.
///
/// Give it every segment between ST and SE; an inquiry comes out when the segment behind its last
/// one goes in, the last one from ``finish()``. It holds one inquiry and the levels above it.
struct X12StatusInquirySetReader: Sendable {
  private let set: X12SetHeader
  private var recogniser = X12LoopRecogniser(.statusInquiry)
  private var contents: X12LoopContents?
  private var levels = X12InquiryLevelsReading()
  private var draft: X12InquiryDraft?
  private var inquiryCount = 0
  private var setLog = X12FaultLog()

  /// Makes a reader for a set that has begun.
  init(set: X12SetHeader) {
    self.set = set
    if !X12Guide.statusInquiry.releases.contains(set.guide) {
      setLog.note(.guideUnknown, at: set.position)
    }
  }

  /// The faults of the set as a whole; complete after ``finish()``.
  var setFaults: [X12Fault] { setLog.faults + levels.headerLog.faults }

  /// The next segment of the set; gives the inquiry that ended before it.
  mutating func read(_ segment: X12Segment) -> X12StatusInquiry? {
    switch recogniser.read(segment) {
    case .opens(let loop):
      return open(loop, with: segment)
    case .belongs(let loop):
      checkOrder(segment, in: loop)
      readMember(segment, in: loop)
      return nil
    case .unexpected(let loop):
      return readUnexpected(segment, in: loop)
    case .opensLineWithoutNumber:
      return nil
    }
  }

  /// The set has ended; gives its last inquiry.
  mutating func finish() -> X12StatusInquiry? {
    endLoop()
    if !levels.hasBeginning { setLog.note(.setHeaderIncomplete, at: set.position) }
    levels.finish()
    return endInquiry()
  }

  private mutating func open(
    _ loop: X12Loop, with segment: X12Segment
  ) -> X12StatusInquiry? {
    endLoop()
    contents = X12LoopContents(segment, in: loop)
    switch segment.id {
    case "HL":
      let inquiry = endInquiry()
      levels.open(loop, with: segment)
      return inquiry
    case "TRN":
      let inquiry = endInquiry()
      begin(segment, in: loop)
      return inquiry
    default:
      readMember(segment, in: loop)
      return nil
    }
  }

  private mutating func readMember(_ segment: X12Segment, in loop: X12Loop) {
    if loop.level.isInInquiry {
      draft?.read(segment, in: loop)
    } else {
      levels.read(segment, in: loop)
    }
  }

  private mutating func readUnexpected(
    _ segment: X12Segment, in loop: X12Loop
  ) -> X12StatusInquiry? {
    if segment.id == "HL" {
      endLoop()
      let inquiry = endInquiry()
      levels.closeAll()
      setLog.note(.hierarchyLevelUnknown, at: X12Position(segment, in: loop, element: 3))
      return inquiry
    }
    let code: X12FaultCode = segment.name.isValid ? .segmentUnexpected : .segmentIDInvalid
    if draft != nil {
      draft?.readUnexpected(segment, code, in: loop)
    } else {
      levels.note(code, at: X12Position(segment, in: loop), level: recogniser.level)
    }
    return nil
  }

  private mutating func checkOrder(_ segment: X12Segment, in loop: X12Loop) {
    guard contents?.take(segment) == false else { return }
    note(.segmentOutOfOrder, at: X12Position(segment, in: loop))
  }

  /// Notes what the loop that ends should have held.
  private mutating func endLoop() {
    guard let ended = contents else { return }
    contents = nil
    for place in ended.omissions { note(.segmentOmitted, at: place) }
  }

  private mutating func note(_ code: X12FaultCode, at position: X12Position) {
    if position.loop.level.isInInquiry {
      draft?.note(code, at: position)
    } else {
      levels.note(code, at: position, level: position.loop.level)
    }
  }

  private mutating func begin(_ segment: X12Segment, in loop: X12Loop) {
    inquiryCount += 1
    draft = X12InquiryDraft(
      segment, in: loop, key: X12ClaimKey(set: set, ordinal: inquiryCount),
      levels: levels.share(), faults: levels.faults)
  }

  private mutating func endInquiry() -> X12StatusInquiry? {
    defer { draft = nil }
    return draft?.finished()
  }
}
