/// A file of answers and remittances, read as a whole.
package struct X12TreeFile: Hashable, Sendable {
  /// The headers of the interchanges.
  package private(set) var interchanges: [X12InterchangeHeader] = []
  /// TA1 segments, which stand in no set.
  package private(set) var acknowledgements: [X12InterchangeAcknowledgement] = []
  /// The sets of the kinds that are read as trees.
  package private(set) var sets: [X12SetTree] = []
  /// The faults of interchanges and groups, and of sets of other kinds.
  package private(set) var faults: [X12Fault] = []

  /// Reads 835, 999, 277 and 277CA sets and TA1 segments; a set of another kind is a fault.
  package init(_ bytes: some Collection<UInt8>) throws(X12Error) {
    var reader = X12SegmentReader()
    var envelope = X12EnvelopeCheck()
    var builder: X12TreeBuilder?
    reader.push(bytes)
    reader.finish()
    while let segment = try reader.next() {
      switch try envelope.read(segment) {
      case .content: builder?.read(segment)
      case .passOver: passOver(segment)
      case .events(let events): for event in events { read(event, &builder) }
      }
    }
    try envelope.finish(segmentCount: reader.segmentCount, byteOffset: reader.byteOffset)
  }

  private mutating func passOver(_ segment: X12Segment) {
    if let answer = X12InterchangeAcknowledgement(segment) { acknowledgements.append(answer) }
  }

  private mutating func read(_ event: X12EnvelopeEvent, _ builder: inout X12TreeBuilder?) {
    switch event {
    case .interchangeBegan(let header): interchanges.append(header)
    case .groupBegan: break
    case .setBegan(let header): builder = X12TreeGuide.guide(of: header).map(X12TreeBuilder.init)
    case .setEnded(let verdict): end(verdict, &builder)
    case .groupEnded(let verdict), .interchangeEnded(let verdict): faults += verdict.faults
    }
  }

  private mutating func end(_ verdict: X12SetVerdict, _ builder: inout X12TreeBuilder?) {
    var verdict = verdict
    guard builder != nil, let root = builder?.finish() else {
      faults.append(X12Fault(.setNotSupported, at: verdict.header.position))
      return
    }
    verdict.faults += builder?.log.faults ?? []
    builder = nil
    sets.append(X12SetTree(root: root, verdict: verdict))
  }
}

extension X12InterchangeAcknowledgement {
  /// Reads a TA1 segment; nothing for another one and for an outcome that is none.
  init?(_ segment: X12Segment) {
    guard segment.id == "TA1", let outcome = Outcome(rawValue: segment.element(4)) else {
      return nil
    }
    self.init(
      controlNumber: segment.element(1), date: segment.element(2), time: segment.element(3),
      outcome: outcome, note: Note(rawValue: segment.element(5)))
  }
}
