/// Reads an X12 file while its bytes arrive: the payer's front door.
///
/// Push bytes, pull events with ``next()`` until it gives nothing, push again; after the last bytes
/// say ``finish()`` and pull the rest. Any number of interchanges, groups, sets and claims; each
/// set is read by the guide that its ST names, and one of a kind that is not taken is passed over
/// with a fault. Memory is bounded by one chunk, one segment, one claim and the levels above it.
/// An ``X12Error`` ends the file: the claims given before it stand, the set that
/// was open gets no verdict.
package struct X12FileReader: Sendable {
  var segments = X12SegmentReader()
  private var envelope = X12EnvelopeCheck()
  private let kinds: Set<X12GuideKind>
  private var set: X12SetReader?
  private var waiting: [X12FileEvent] = []
  private var isFinished = false
  private var isDone = false

  /// Makes a reader at the beginning of a file that takes sets of these kinds.
  package init(taking kinds: Set<X12GuideKind> = Set(X12GuideKind.allCases)) {
    self.kinds = kinds
  }

  /// How many segments were read so far.
  package var segmentCount: Int { segments.segmentCount }

  /// How many bytes of the file lie before the next one to be read.
  package var byteOffset: Int { segments.byteOffset }

  /// Adds the next bytes of the file.
  package mutating func push(_ bytes: some Collection<UInt8>) {
    segments.push(bytes)
  }

  /// Says that the file has ended.
  package mutating func finish() {
    segments.finish()
    isFinished = true
  }

  /// The next event, or nothing when more bytes are needed or the file has been read to its end.
  package mutating func next() throws(X12Error) -> X12FileEvent? {
    while waiting.isEmpty {
      guard let segment = try segments.next() else {
        try checkEnd()
        return nil
      }
      try read(segment)
    }
    return waiting.removeFirst()
  }

  private mutating func checkEnd() throws(X12Error) {
    guard isFinished, !isDone else { return }
    try envelope.finish(segmentCount: segmentCount, byteOffset: byteOffset)
    isDone = true
  }

  private mutating func read(_ segment: X12Segment) throws(X12Error) {
    switch try envelope.read(segment) {
    case .content:
      if let event = set?.read(segment) { waiting.append(event) }
    case .passOver:
      break
    case .events(let events):
      for event in events { read(event) }
    }
  }

  private mutating func read(_ event: X12EnvelopeEvent) {
    switch event {
    case .interchangeBegan(let header): waiting.append(.interchangeBegan(header))
    case .groupBegan(let header): waiting.append(.groupBegan(header))
    case .setBegan(let header): beginSet(header)
    case .setEnded(let verdict): endSet(verdict)
    case .groupEnded(let verdict): waiting.append(.groupEnded(verdict))
    case .interchangeEnded(let verdict): waiting.append(.interchangeEnded(verdict))
    }
  }

  private mutating func beginSet(_ header: X12SetHeader) {
    set = X12SetReader(header, taking: kinds)
    waiting.append(.setBegan(header))
  }

  private mutating func endSet(_ verdict: X12SetVerdict) {
    var verdict = verdict
    if let (last, faults) = set?.finish() {
      if let last { waiting.append(last) }
      verdict.faults += faults
    }
    set = nil
    waiting.append(.setEnded(verdict))
  }
}
