import NIOCore
import NIOPosix
import RPC
import RawHTTP2
import TLS

/// Peers that begin with something else than TLS 1.3, ALPN `h2` and the preface, or go on wrongly.
struct WrongStarts: Family {
  let name = "wrong-starts"

  private static let endedWithin = 6.0
  private static let times = 20

  func attack(_ site: Site) async throws -> [Check] {
    try await Self.plaintext(site) + Self.handshakes(site) + Self.prefaces(site)
      + Self.misuse(site) + Self.deadPorts(site)
  }

  /// Bytes that are no TLS; nothing but an alert may come back.
  private static func plaintext(_ site: Site) async throws -> [Check] {
    let starts: [(String, [UInt8])] = [
      ("HTTP/1.1 without TLS", Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)),
      ("h2c", RawFrame.preface + RawFrame.settings.bytes),
      ("a garbled record", [0x16, 3, 1, 0, 5, 9, 9, 9, 9, 9]),
    ]
    var checks: [Check] = []
    for (what, bytes) in starts {
      checks += try await verdict(what) {
        let peer = try await site.plain()
        peer.post(bytes)
        let seen = await peer.ended(atMost: .seconds(endedWithin + 1))
        await peer.close()
        return Ending(seen, applicationBytes: TLSAlerts.bytesBeside(seen.firstBytes))
      }
    }
    return checks
  }

  /// Genuine TLS with something missing.
  private static func handshakes(_ site: Site) async throws -> [Check] {
    let files = site.credentials.gateway
    let manners: [(String, WrongClient.Manners)] = [
      ("no ALPN", .init(protocols: [], files: files)),
      ("ALPN http/1.1", .init(protocols: [8] + Array("http/1.1".utf8), files: files)),
      ("no certificate", .init(protocols: [2] + Array("h2".utf8), files: nil)),
      ("TLS 1.2", .init(protocols: [2] + Array("h2".utf8), files: files, isOld: true)),
    ]
    var checks: [Check] = []
    for (what, manners) in manners {
      checks += try await verdict(what) {
        try await WrongClient.run(manners, at: site.address, atMost: endedWithin + 1)
      }
    }
    return checks
  }

  /// TLS in order, then no preface of HTTP/2.
  private static func prefaces(_ site: Site) async throws -> [Check] {
    let starts: [(String, [UInt8])] = [
      ("HTTP/1.1 within TLS", Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)),
      ("a garbled preface", Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\rX".utf8)),
      ("zeros for a preface", [UInt8](repeating: 0, count: 4_000)),
    ]
    var checks: [Check] = []
    for (what, bytes) in starts { checks += try await frames(what, bytes, site) }
    return checks
  }

  /// Streams that no client may open or use so.
  private static func misuse(_ site: Site) async throws -> [Check] {
    let message = RawFrame.message(EchoCalls.request)
    let promise = RawFrame(
      kind: RawFrame.Kind.pushPromise, flags: 4, stream: 1, payload: [0, 0, 0, 2])
    let starts: [(String, [UInt8])] = [
      ("DATA on an idle stream", RawFrame.data(1, message, flags: RawFrame.endStream).bytes),
      ("a stream of an even number", EchoCalls.call(2, EchoCalls.echo, EchoCalls.request)),
      ("CONTINUATION at first", RawFrame.continuation(1, []).bytes),
      ("PUSH_PROMISE", promise.bytes), ("HEADERS on stream 0", RawFrame.headers(0, []).bytes),
    ]
    var checks: [Check] = []
    for (what, bytes) in starts {
      checks += try await frames(what, RawFrame.preface + RawFrame.settings.bytes + bytes, site)
    }
    return checks
  }

  private static func frames(
    _ what: String, _ bytes: [UInt8], _ site: Site
  ) async throws -> [Check] {
    try await verdict(what) {
      let peer = try await site.insider()
      peer.post(bytes)
      let seen = await peer.ended(atMost: .seconds(endedWithin + 1))
      await peer.close()
      return Ending(seen, applicationBytes: seen.dataBytes + seen.applicationFrames)
    }
  }

  /// Our own client at a port where nobody is, and where somebody never answers.
  private static func deadPorts(_ site: Site) async throws -> [Check] {
    let listener = try await ServerBootstrap(group: site.group)
      .childChannelInitializer { $0.eventLoop.makeSucceededVoidFuture() }
      .bind(host: "127.0.0.1", port: 0).get()
    let port = listener.localAddress?.port ?? 0
    let mute = await refusal(port: port, site)
    try await listener.close().get()
    let closed = await refusal(port: port, site)
    return [
      Check("TLS to a port that never answers: UNAVAILABLE after", mute, .atMost(6), "s"),
      Check("TLS to a dead port: UNAVAILABLE after", closed, .atMost(1), "s"),
    ]
  }

  private static func refusal(port: Int, _ site: Site) async -> Double {
    let client = RPCClient(
      target: .tcp(host: "127.0.0.1", port: port), tls: site.credentials.insider,
      expecting: .any, eventLoop: site.group.next())
    let start = Clock.now
    var code: RPCStatusCode?
    do {
      _ = try await client.rawUnary(
        path: EchoCalls.echo, request: [], options: RPCCallOptions(timeout: .seconds(20)))
    } catch { code = (error as? RPCError)?.code }
    await client.close()
    return code == .unavailable ? Clock.seconds(since: start) : 1_000
  }

  private static func verdict(
    _ what: String, _ start: @escaping @Sendable () async throws -> Ending
  ) async throws -> [Check] {
    let endings = try await Crowd.run(times, atOnce: times) { _ in try await start() }
    let refused = endings.count { $0.isOver && $0.applicationBytes == 0 }
    return [Check("\(what): refused without a byte of ours", refused, exactly: times)]
  }
}

/// How a connection that began wrongly came to its end.
struct Ending: Sendable {
  let isOver: Bool
  let applicationBytes: Int

  init(isOver: Bool, applicationBytes: Int) {
    self.isOver = isOver
    self.applicationBytes = applicationBytes
  }

  init(_ seen: Received, applicationBytes: Int) {
    self.init(isOver: seen.endedAt != nil, applicationBytes: applicationBytes)
  }
}
