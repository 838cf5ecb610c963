/// Turns the segments of one 837 set into claims, one at a time.
///
/// Give it every segment between ST and SE; a claim comes out when the segment behind its last one
/// goes in, the last claim from ``finish()``. It holds one claim and the levels above it, so that a
/// set may have any number of claims. What is wrong with a claim comes out with the claim, what is
/// wrong with the set from ``setFaults``.
struct X12ClaimSetReader: Sendable {
  private let set: X12SetHeader
  private let kind: X12ClaimKind
  private var recogniser: X12LoopRecogniser
  private var contents: X12LoopContents?
  private var levels: X12Levels
  private var draft: X12ClaimDraft?
  private var claimCount = 0
  private var setLog = X12FaultLog()

  /// Makes a reader for a set that has begun.
  init(set: X12SetHeader, kind: X12ClaimKind) {
    self.set = set
    self.kind = kind
    recogniser = X12LoopRecogniser(kind.guide)
    levels = X12Levels(firstByte: set.position.byteOffset)
    if !kind.guide.releases.contains(set.guide) {
      setLog.note(.guideUnknown, at: set.position)
    }
  }

  /// The faults of the set as a whole; complete after ``finish()``.
  var setFaults: [X12Fault] { setLog.faults + levels.setFaults }

  /// The next segment of the set; gives the claim that ended before it.
  mutating func read(_ segment: X12Segment) -> X12Claim? {
    switch recogniser.read(segment) {
    case .opens(let loop):
      return open(loop, with: segment)
    case .opensLineWithoutNumber:
      endLoop()
      draft?.read(segment, in: .line, opensLine: true)
    case .belongs(let loop):
      checkOrder(segment, in: loop)
      readMember(segment, in: loop)
    case .unexpected(let loop):
      return readUnexpected(segment, in: loop)
    }
    return nil
  }

  /// The set has ended; gives its last claim.
  mutating func finish() -> X12Claim? {
    endLoop()
    if !levels.isHeaderComplete {
      setLog.note(.setHeaderIncomplete, at: set.position)
    }
    levels.closeAllButHeader()
    return endClaim()
  }

  private mutating func open(_ loop: X12Loop, with segment: X12Segment) -> X12Claim? {
    endLoop()
    contents = X12LoopContents(segment, in: loop)
    switch loop {
    case .billingLevel, .subscriberLevel, .patientLevel:
      let claim = endClaim()
      levels.open(loop, with: segment)
      return claim
    case .claim:
      let claim = endClaim()
      beginClaim(segment)
      return claim
    default:
      readMember(segment, in: loop)
      return nil
    }
  }

  private mutating func readMember(_ segment: X12Segment, in loop: X12Loop) {
    if loop.level.isInClaim {
      draft?.read(segment, in: loop, opensLine: segment.id == "LX")
    } else {
      levels.read(segment, in: loop)
    }
  }

  private mutating func readUnexpected(_ segment: X12Segment, in loop: X12Loop) -> X12Claim? {
    let code: X12FaultCode =
      segment.id == "HL"
      ? .hierarchyLevelUnknown
      : segment.name.isValid ? .segmentUnexpected : .segmentIDInvalid
    if segment.id == "HL" {
      endLoop()
      let claim = endClaim()
      levels.closeAll()
      setLog.note(code, at: X12Position(segment, in: loop, element: 3))
      return claim
    }
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
    if position.loop.level.isInClaim {
      draft?.note(code, at: position)
    } else {
      levels.note(code, at: position, level: position.loop.level)
    }
  }

  private mutating func beginClaim(_ segment: X12Segment) {
    claimCount += 1
    draft = X12ClaimDraft(
      segment, kind, key: X12ClaimKey(set: set, ordinal: claimCount), levels: levels.share())
  }

  private mutating func endClaim() -> X12Claim? {
    defer { draft = nil }
    return draft?.finish()
  }
}
