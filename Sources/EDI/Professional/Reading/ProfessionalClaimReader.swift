/// Turns the segments of one 837P set into claims, one at a time.
///
/// Give it every segment between ST and SE; a claim comes out when the segment behind its last one
/// goes in, the last claim from ``finish()``. It holds one claim and the levels above it, so that a
/// set may have any number of claims. What is wrong with a claim comes out with the claim, what is
/// wrong with the set from ``setFaults``.
package struct ProfessionalClaimReader: Sendable {
  /// The guides whose claims are read without remark.
  package static let guides: Set<String> = ["005010X222A1", "005010X222"]

  private let set: X12SetHeader
  private var recogniser = X12LoopRecogniser()
  private var levels: X12Levels
  private var draft: X12ClaimDraft?
  private var claimCount = 0
  private var setLog = X12FaultLog()

  /// Makes a reader for a set that has begun.
  package init(set: X12SetHeader) {
    self.set = set
    self.levels = X12Levels(firstByte: set.position.byteOffset)
    if !ProfessionalClaimReader.guides.contains(set.guide) {
      setLog.note(.guideUnknown, at: set.position)
    }
  }

  /// Whether claims of this set can be read: an 837 of any version of the professional guide.
  package static func canRead(_ set: X12SetHeader) -> Bool {
    guard set.transaction == "837" else { return false }
    return set.guide.hasPrefix("005010X222") || set.guide == "005010"
  }

  /// The faults of the set as a whole; complete after ``finish()``.
  package var setFaults: [X12Fault] { setLog.faults + levels.headerFaults }

  /// The next segment of the set; gives the claim that ended before it.
  package mutating func read(_ segment: X12Segment) -> X12ProfessionalClaim? {
    switch recogniser.read(segment) {
    case .opens(let loop):
      return open(loop, with: segment)
    case .opensLineWithoutNumber:
      draft?.read(segment, in: .line, opensLine: true)
    case .belongs(let loop):
      readMember(segment, in: loop)
    case .unexpected(let loop):
      return readUnexpected(segment, in: loop)
    }
    return nil
  }

  /// The set has ended; gives its last claim.
  package mutating func finish() -> X12ProfessionalClaim? {
    if !levels.isHeaderComplete {
      setLog.note(.setHeaderIncomplete, at: set.position)
    }
    return endClaim()
  }

  private mutating func open(
    _ loop: X12Loop, with segment: X12Segment
  ) -> X12ProfessionalClaim? {
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

  private mutating func readUnexpected(
    _ segment: X12Segment, in loop: X12Loop
  ) -> X12ProfessionalClaim? {
    let code: X12FaultCode =
      segment.id == "HL"
      ? .hierarchyLevelUnknown
      : segment.name.isValid ? .segmentUnexpected : .segmentIDInvalid
    if segment.id == "HL" {
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

  private mutating func beginClaim(_ segment: X12Segment) {
    claimCount += 1
    draft = X12ClaimDraft(
      segment, key: X12ClaimKey(set: set, ordinal: claimCount), levels: levels.share())
  }

  private mutating func endClaim() -> X12ProfessionalClaim? {
    defer { draft = nil }
    return draft?.finished()
  }
}
