import RawHTTP2

/// What a server has sent, as far as one expectation is concerned.
struct CaseEvidence {
  /// What becomes of an expectation.
  enum Judgement: Hashable {
    /// It holds; the frames before this index have been used for it.
    case met(next: Int)
    /// More must come first.
    case open
    /// It cannot hold any more.
    case broken(String)
  }

  /// All frames since the connection began.
  let frames: [RawFrame]
  /// The first frame that no earlier expectation has used.
  let start: Int
  /// Whether the connection is over.
  let isClosed: Bool

  func judge(_ expectation: CaseExpectation) -> Judgement {
    switch expectation {
    case .preface: preface()
    case .settingsAcknowledgement:
      first { $0.kind == RawFrame.Kind.settings && $0.has(RawFrame.acknowledgement) }
    case .pingAnswer(let payload): pingAnswer(payload)
    case .answer(let stream, let status): answer(stream, "grpc-status", status)
    case .httpAnswer(let stream, let status): answer(stream, ":status", status)
    case .data(let stream, let bytes): data(stream, bytes)
    case .streamError(let stream, let codes): streamError(stream, codes)
    case .connectionError(let codes): connectionError(codes)
    case .close: isClosed ? .met(next: frames.count) : .open
    case .anyOf(let several): anyOf(several)
    }
  }

  private func anyOf(_ several: [CaseExpectation]) -> Judgement {
    var reasons: [String] = []
    for judgement in several.map(judge) {
      switch judgement {
      case .met: return judgement
      case .broken(let reason): reasons.append(reason)
      case .open: continue
      }
    }
    return reasons.count == several.count ? .broken(reasons.joined(separator: ", ")) : .open
  }

  private func preface() -> Judgement {
    guard let frame = frames.first else { return .open }
    let isSettings =
      frame.kind == RawFrame.Kind.settings && !frame.has(RawFrame.acknowledgement)
      && frame.stream == 0
    return isSettings ? .met(next: start + 1) : .broken("the first frame is not SETTINGS")
  }

  private func pingAnswer(_ payload: [UInt8]) -> Judgement {
    first {
      $0.kind == RawFrame.Kind.ping && $0.has(RawFrame.acknowledgement) && $0.payload == payload
        && $0.stream == 0
    }
  }

  /// The first frame that fits, unless the server complains before.
  private func first(where isWanted: (RawFrame) -> Bool) -> Judgement {
    if let index = frames[start...].firstIndex(where: isWanted) { return .met(next: index + 1) }
    return complaint.map(Judgement.broken) ?? .open
  }

  /// The connection error that the server has told.
  private var complaint: String? {
    guard let frame = goAway else { return nil }
    return "GOAWAY with \(Self.name(frame.code(at: 4)))"
  }

  private var goAway: RawFrame? {
    frames[start...].first { $0.kind == RawFrame.Kind.goAway && $0.code(at: 4) != 0 }
  }

  private static func name(_ code: UInt32) -> String {
    WireErrorCode(rawValue: code).map { "\($0)" } ?? "code \(code)"
  }
}

extension CaseEvidence {
  private func answer(_ stream: UInt32, _ name: String, _ status: Int?) -> Judgement {
    for (index, frame) in frames.enumerated().dropFirst(start) where frame.stream == stream {
      if frame.kind == RawFrame.Kind.reset {
        return .broken("RST_STREAM with \(Self.name(frame.code(at: 0)))")
      }
      guard frame.endsStream else { continue }
      guard let status else { return .met(next: index + 1) }
      let found = self.status(in: stream, upTo: index, name)
      return found == String(status)
        ? .met(next: index + 1) : .broken("\(name) is \(found ?? "missing")")
    }
    return complaint.map(Judgement.broken) ?? .open
  }

  /// The value of a field in the header blocks of a stream; each block builds on all before it.
  private func status(in stream: UInt32, upTo last: Int, _ name: String) -> String? {
    let blocks = frames[...last].filter { $0.kind == RawFrame.Kind.headers }
    let fields = zip(blocks, ReadHeaders.all(in: blocks)).filter { $0.0.stream == stream }
    if name == ":status", fields.contains(where: { $0.1["grpc-status"] != nil }) { return nil }
    return fields.compactMap { $0.1[name] }.last
  }

  private func data(_ stream: UInt32, _ bytes: Int) -> Judgement {
    let next = frames[start...].firstIndex {
      $0.kind == RawFrame.Kind.data && $0.stream == stream
    }
    guard let next else { return complaint.map(Judgement.broken) ?? .open }
    let count = frames[next].payload.count
    return count == bytes ? .met(next: next + 1) : .broken("\(count) bytes of data")
  }

  private func streamError(_ stream: UInt32?, _ codes: [WireErrorCode]) -> Judgement {
    let numbers = codes.map(\.rawValue)
    let reset = frames[start...].firstIndex {
      $0.kind == RawFrame.Kind.reset && (stream == nil || $0.stream == stream)
    }
    guard let reset else { return connectionError(codes) }
    let code = frames[reset].code(at: 0)
    return numbers.contains(code)
      ? .met(next: reset + 1) : .broken("RST_STREAM with \(Self.name(code))")
  }

  private func connectionError(_ codes: [WireErrorCode]) -> Judgement {
    guard let goAway else { return isClosed ? .broken("a close without GOAWAY") : .open }
    let code = goAway.code(at: 4)
    guard codes.contains(where: { $0.rawValue == code }) else {
      return .broken("GOAWAY with \(Self.name(code))")
    }
    return isClosed ? .met(next: frames.count) : .open
  }
}
