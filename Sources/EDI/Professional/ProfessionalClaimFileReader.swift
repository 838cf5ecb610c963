/// Reads an X12 file of professional claims while its bytes arrive.
///
/// Push bytes, pull events with ``next()`` until it gives nothing, push again; after the last bytes
/// say ``finish()`` and pull the rest. Any number of interchanges, groups, sets and claims; memory is
/// bounded by one chunk, one segment and one claim. Sets that are no professional claims are passed
/// over with a fault. An ``X12Error`` ends the file: the claims given before it stand, the set that
/// was open gets no verdict.
package struct ProfessionalClaimFileReader: Sendable {
  private var segments = X12SegmentReader()
  private var envelope = X12EnvelopeCheck()
  private var claims: ProfessionalClaimReader?
  private var waiting: [X12FileEvent] = []
  private var isFinished = false
  private var isDone = false

  /// Makes a reader at the beginning of a file.
  package init() {}

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
      if let claim = claims?.read(segment) { waiting.append(.claim(claim)) }
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
    let isReadable = ProfessionalClaimReader.canRead(header)
    claims = isReadable ? ProfessionalClaimReader(set: header) : nil
    waiting.append(.setBegan(header))
  }

  private mutating func endSet(_ verdict: X12SetVerdict) {
    var verdict = verdict
    if var reader = claims {
      if let claim = reader.finish() { waiting.append(.claim(claim)) }
      verdict.faults += reader.setFaults
    } else {
      verdict.faults.append(X12Fault(.setNotSupported, at: verdict.header.position))
    }
    claims = nil
    waiting.append(.setEnded(verdict))
  }
}
