import ProtocolCases
import RPC
import RawHTTP2

/// Frames that are sent as fast as they are taken, and when that has to have an end.
struct Flood: Sendable {
  let name: String
  /// How many are allowed at once, and how many more a second.
  let burst: Int
  let perSecond: Int
  /// Sent before the first.
  var opening: [UInt8] = []
  /// Whether the attacker may call methods.
  var isInsider = false
  /// What the server says in the end.
  var endCode = WireErrorCode.enhanceYourCalm
  /// The n-th piece of the flood.
  let piece: @Sendable (Int) -> [UInt8]
}

extension Flood {
  /// All floods that a connection is cut off for.
  static func all(_ limits: RPCLimits) -> [Flood] {
    [
      control("ping", limits) { _ in
        RawFrame.ping(payload: [UInt8](repeating: 0, count: 8)).bytes
      },
      control("settings", limits) { _ in RawFrame.settings.bytes },
      control("priority", limits) { RawFrame.priority(3, after: UInt32($0 % 2) * 4 + 5).bytes },
      control("window-update", limits) { _ in RawFrame.windowUpdate(0, by: 1).bytes },
      control("unknown-frames", limits) { _ in
        RawFrame(kind: 0x42, payload: [UInt8](repeating: 1, count: 1_024)).bytes
      },
      emptyData(limits), rapidReset(limits), madeYouReset(limits), continuation(limits),
    ]
  }

  private static func control(
    _ name: String, _ limits: RPCLimits, _ piece: @escaping @Sendable (Int) -> [UInt8]
  ) -> Flood {
    Flood(
      name: name, burst: limits.controlFrameBurstMax, perSecond: limits.controlFramesPerSecondMax,
      piece: piece)
  }

  private static func emptyData(_ limits: RPCLimits) -> Flood {
    var flood = control("empty-data", limits) { _ in RawFrame.data(1, []).bytes }
    flood.opening = RawFrame.call(1, path: EchoCalls.collect).bytes
    flood.isInsider = true
    return flood
  }

  private static func rapidReset(_ limits: RPCLimits) -> Flood {
    Flood(
      name: "rapid-reset", burst: limits.resetBurstMax, perSecond: limits.resetsPerSecondMax,
      isInsider: true
    ) { index in
      let stream = EchoCalls.stream(index)
      return RawFrame.call(stream, path: EchoCalls.collect).bytes
        + RawFrame.reset(stream, code: 8).bytes
    }
  }

  private static func madeYouReset(_ limits: RPCLimits) -> Flood {
    Flood(
      name: "made-you-reset", burst: limits.resetBurstMax, perSecond: limits.resetsPerSecondMax,
      isInsider: true
    ) { index in
      let stream = EchoCalls.stream(index)
      return RawFrame.call(stream, path: EchoCalls.collect).bytes
        + RawFrame.windowUpdate(stream, by: 0x7FFF_FFFF).bytes
    }
  }

  /// One header block without end.
  private static func continuation(_ limits: RPCLimits) -> Flood {
    Flood(
      name: "continuation", burst: 8, perSecond: 1,
      opening: RawFrame.call(1, path: EchoCalls.echo, flags: 0).bytes,
      endCode: .protocolError
    ) { _ in
      RawFrame.continuation(1, RawFrame.field("x-a", "b"), flags: 0).bytes
    }
  }
}

extension Flood {
  /// What one connection of the flood came to.
  struct Outcome: Sendable {
    /// Seconds from the frame that was one too many to the end; nil without an end.
    let overrun: Double?
    /// What the server said in the end, if that came through.
    let code: UInt32?
  }

  private static let piecesAtOnce = 50
  private static let givenUpAfter = 10.0

  /// Sends until the server cuts the connection off, or for ten seconds.
  func run(_ site: Site, _ number: Int) async throws -> Outcome {
    let peer = try await isInsider ? site.insider() : site.outsider(number)
    peer.greet()
    peer.post(opening)
    let start = Clock.now
    var sent = 0
    var crossedAt: Int64?
    while peer.received.cutAt == nil, Clock.seconds(since: start) < Self.givenUpAfter {
      guard await peer.send((sent..<sent + Self.piecesAtOnce).flatMap(piece)) else { break }
      sent += Self.piecesAtOnce
      let allowed = Double(burst) + Double(perSecond) * Clock.seconds(since: start)
      if crossedAt == nil, Double(sent) > allowed { crossedAt = Clock.now }
    }
    let seen = await peer.wait(atMost: .seconds(1)) { $0.cutAt != nil }
    await peer.close()
    let overrun = seen.cutAt.map { cut in crossedAt.map { max(0, Double(cut - $0) / 1e9) } ?? 0 }
    return Outcome(overrun: overrun, code: seen.goAwayCode)
  }
}
