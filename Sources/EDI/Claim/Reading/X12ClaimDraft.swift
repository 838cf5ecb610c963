import Domain

/// A claim whose segments are still coming.
struct X12ClaimDraft: Sendable {
  /// The most bytes read of one claim; what follows is passed over with a fault.
  static let bytesMax = 4_194_304
  /// The most segments read of one claim, so that tiny ones cannot fill the memory.
  static let segmentsMax = 50_000

  private var claim: X12Claim
  private var log = X12FaultLog()
  private var levelFaults: [X12Fault]
  private var isFull = false
  private var lineCount = 0
  private var segmentCount = 0
  private let position: X12Position

  /// Begins a claim with its CLM segment.
  init(
    _ segment: X12Segment, _ kind: X12ClaimKind, key: X12ClaimKey, levels: X12SharedLevels
  ) {
    position = X12Position(segment, in: .claim)
    levelFaults = levels.faults
    claim = X12Claim(segment, kind, key: key, levels: levels, &log)
    if levels.billing == nil || levels.subscriber == nil {
      log.note(.claimOutsideHierarchy, at: position)
    }
  }

  /// Takes a segment that opens or belongs to a loop of the claim.
  mutating func read(_ segment: X12Segment, in loop: X12Loop, opensLine: Bool) {
    guard admitsSegment(segment, in: loop) else { return }
    if opensLine { openLine(segment) }
    guard lineCount <= X12Claim.linesMax else { return }
    claim.read(segment, in: loop, &log)
  }

  /// Keeps a segment that the guide does not have at its place, with a fault.
  mutating func readUnexpected(_ segment: X12Segment, _ code: X12FaultCode, in loop: X12Loop) {
    guard admitsSegment(segment, in: loop) else { return }
    log.note(code, segment, in: loop)
    claim.rawSegments.append(X12RawSegment(loop: .unrecognised, segment: segment))
  }

  /// Notes a fault of the claim that is no segment's own.
  mutating func note(_ code: X12FaultCode, at position: X12Position) {
    log.note(code, at: position)
  }

  /// The claim, once its last segment was read; asked once, for it notes what is missing.
  mutating func finish() -> X12Claim {
    X12ClaimCompleteness.check(claim, at: position, &log)
    claim.faults = levelFaults + log.faults
    return claim
  }

  private mutating func admitsSegment(_ segment: X12Segment, in loop: X12Loop) -> Bool {
    segmentCount += 1
    let isTooLong =
      segment.byteOffset - position.byteOffset > X12ClaimDraft.bytesMax
      || segmentCount > X12ClaimDraft.segmentsMax
    guard !isFull, isTooLong else { return !isFull }
    isFull = true
    log.note(.tooManySegments, segment, in: loop)
    return false
  }

  private mutating func openLine(_ segment: X12Segment) {
    lineCount += 1
    guard lineCount <= X12Claim.linesMax else {
      if lineCount == X12Claim.linesMax + 1 {
        log.note(.tooManyLines, segment, in: .line)
      }
      return
    }
    claim.lines.append(X12ServiceLine())
    if segment.id != "LX" {
      log.note(.lineNumberMissing, segment, in: .line)
    } else if Int(segment.element(1)) != lineCount {
      log.note(.lineOutOfSequence, at: X12Position(segment, in: .line, element: 1))
    }
  }
}
