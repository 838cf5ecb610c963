import RawHTTP2

/// One case as it is played: bytes in, bytes and a verdict out.
///
/// A value without sockets and clocks, so that it plays in memory as over a network. Whoever drives
/// it does what it is told and says what came of it, until there is a verdict; after that it only
/// repeats the verdict.
package struct CaseRun: Sendable {
  /// What to do next.
  package enum OnInput: Sendable, Hashable {
    /// Send these bytes, then call ``CaseRun/sent()``.
    case send([UInt8])
    /// Wait for bytes, for the end of the connection, or until nothing more will come.
    case wait
    /// The case is over.
    case finish(CaseVerdict)
  }

  private var steps: ArraySlice<CaseStep>
  private var reader = FrameReader(hasPreface: false)
  private var frames: [RawFrame] = []
  private var used = 0
  private var isClosed = false
  private var isQuiet = false
  private var verdict: CaseVerdict?

  /// A run of the case over a connection that has just been made.
  package init(_ protocolCase: ProtocolCase) {
    steps = protocolCase.steps[...]
  }

  /// Begins.
  package mutating func begin() -> OnInput {
    advance()
  }

  /// The bytes have been sent, as far as the connection took them.
  package mutating func sent() -> OnInput {
    advance()
  }

  /// The server has sent bytes.
  package mutating func receive(_ bytes: some Sequence<UInt8>) -> OnInput {
    frames += reader.read(bytes)
    return advance()
  }

  /// The server has ended the connection.
  package mutating func close() -> OnInput {
    isClosed = true
    return advance()
  }

  /// The server will send nothing more, or has had time enough.
  package mutating func expire() -> OnInput {
    isQuiet = true
    return advance()
  }

  private mutating func advance() -> OnInput {
    if let verdict { return .finish(verdict) }
    var outgoing: [UInt8] = []
    while let step = steps.first {
      switch step {
      case .send(let bytes): outgoing += bytes
      case .exceedStreamLimit(let head): outgoing += streams(head)
      case .expect(let expectation):
        guard outgoing.isEmpty else { return .send(outgoing) }
        if let pause = settle(expectation) { return pause }
      }
      steps.removeFirst()
    }
    return outgoing.isEmpty ? finish(.passed) : .send(outgoing)
  }

  /// What to do while the expectation is not met; nil when it is.
  private mutating func settle(_ expectation: CaseExpectation) -> OnInput? {
    let evidence = CaseEvidence(frames: frames, start: used, isClosed: isClosed)
    switch evidence.judge(expectation) {
    case .met(let next):
      used = next
      return nil
    case .broken(let reason):
      return finish(.failed("expected \(expectation), found \(reason)"))
    case .open:
      guard isClosed || isQuiet else { return .wait }
      return finish(.failed("expected \(expectation), found \(rest)"))
    }
  }

  private mutating func finish(_ verdict: CaseVerdict) -> OnInput {
    self.verdict = verdict
    return .finish(verdict)
  }

  private var rest: String {
    let kinds = frames[used...].map { "frame \($0.kind) on stream \($0.stream)" }
    let list = kinds.isEmpty ? "nothing" : kinds.suffix(8).joined(separator: ", ")
    return list + (isClosed ? ", then the end of the connection" : "")
  }

  private func streams(_ head: [UInt8]) -> [UInt8] {
    let count = min(streamsMax ?? CaseStep.openStreamsMax, CaseStep.openStreamsMax)
    return (0...count).flatMap { index in
      RawFrame(
        kind: RawFrame.Kind.headers, flags: RawFrame.endHeaders, stream: index * 2 + 1,
        payload: head
      ).bytes
    }
  }

  /// How many streams the server takes at once; nil when it has not said so.
  private var streamsMax: UInt32? {
    let entries = frames.filter { $0.kind == RawFrame.Kind.settings }.flatMap { frame in
      stride(from: 0, to: frame.payload.count, by: 6).map { offset in
        (frame.code(at: offset) >> 16, frame.code(at: offset + 2))
      }
    }
    return entries.last { $0.0 == 3 }?.1
  }
}
