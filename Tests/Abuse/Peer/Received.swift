import RawHTTP2

/// What an attacker has seen of the server so far; times as ``Clock`` tells them.
struct Received: Sendable {
  /// How a stream ended.
  enum StreamEnd: Sendable, Hashable {
    /// With this `grpc-status` and message.
    case status(Int, String)
    /// With an answer that is not gRPC's.
    case http(String)
    /// With RST_STREAM and this code.
    case reset(UInt32)
  }

  var connectedAt: Int64?
  var establishedAt: Int64?
  /// When the server ended the connection.
  var endedAt: Int64?
  var byteCount = 0
  /// The first bytes, at most 64 KiB of them.
  var firstBytes: [UInt8] = []
  var goAwayCode: UInt32?
  var goAwayAt: Int64?
  var ends: [UInt32: StreamEnd] = [:]
  var endTimes: [UInt32: Int64] = [:]
  var dataBytes = 0
  var pingAnswers = 0
  /// How many HEADERS and DATA frames came: those that carry an application's bytes.
  var applicationFrames = 0
}

extension Received {
  /// Takes one frame; `fields` are those of its header block.
  mutating func add(_ frame: RawFrame, fields: [String: String], at time: Int64) {
    switch frame.kind {
    case RawFrame.Kind.data:
      dataBytes += frame.payload.count
      applicationFrames += 1
      if frame.endsStream { end(frame.stream, .http("no trailers"), at: time) }
    case RawFrame.Kind.headers:
      applicationFrames += 1
      if frame.endsStream { end(frame.stream, Self.end(fields), at: time) }
    case RawFrame.Kind.reset: end(frame.stream, .reset(frame.code(at: 0)), at: time)
    case RawFrame.Kind.goAway:
      goAwayCode = frame.code(at: 4)
      goAwayAt = goAwayAt ?? time
    case RawFrame.Kind.ping: if frame.has(RawFrame.acknowledgement) { pingAnswers += 1 }
    default: break
    }
  }

  private mutating func end(_ stream: UInt32, _ end: StreamEnd, at time: Int64) {
    guard ends[stream] == nil else { return }
    ends[stream] = end
    endTimes[stream] = time
  }

  private static func end(_ fields: [String: String]) -> StreamEnd {
    guard let status = fields["grpc-status"].flatMap({ Int($0) }) else {
      return .http(fields[":status"] ?? "")
    }
    return .status(status, fields["grpc-message"] ?? "")
  }

  /// When the server began to end the connection.
  var cutAt: Int64? {
    guard let endedAt, let goAwayAt else { return endedAt ?? goAwayAt }
    return min(endedAt, goAwayAt)
  }

  /// How many streams ended with that status.
  func count(status: Int) -> Int {
    ends.values.count { end in
      if case .status(status, _) = end { true } else { false }
    }
  }
}
