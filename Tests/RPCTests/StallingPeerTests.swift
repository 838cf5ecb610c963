import NIOPosix
import Protobuf
import RPC
import RawHTTP2
import TLS
import Testing

@Suite("Peers that stall", .timeLimit(.minutes(1)))
struct StallingPeerTests {
  private typealias Kind = RawFrame.Kind

  private var limits: RPCLimits {
    var limits = RPCLimits.patient
    limits.lingerTimeMax = .seconds(1)
    limits.stallTimeMax = .seconds(1)
    limits.idleTimeMax = .seconds(2)
    limits.keepaliveIdleTime = .seconds(1)
    limits.keepaliveAnswerTimeMax = .seconds(1)
    return limits
  }

  private func stall(
    limits: RPCLimits? = nil, _ body: (TestSuite, RawPeer) async throws -> Void
  ) async throws {
    let suite = try await TestSuite.make(limits: limits ?? self.limits)
    let peer = try await RawPeer(to: suite.address)
    try await body(suite, peer)
    await peer.close()
    await suite.server.shutdown(drainTimeMax: .seconds(1))
  }

  @Test("After TLS, silence is closed at the handshake limit", arguments: [false, true])
  func silence(hasPreface: Bool) async throws {
    var brief = limits
    brief.handshakeTimeMax = .seconds(2)
    try await stall(limits: brief) { _, peer in
      if hasPreface { peer.send(RawFrame.preface) }
      _ = await peer.closed()
    }
  }

  @Test("A frame that never ends closes the connection")
  func endlessFrame() async throws {
    try await stall { _, peer in
      peer.greet()
      let frame = RawFrame.call(1).bytes
      for byte in frame.dropLast(60) { peer.send([byte]) }
      _ = await peer.closed()
    }
  }

  @Test("A request whose message does not come is answered with DEADLINE_EXCEEDED")
  func slowRequest() async throws {
    try await stall { suite, peer in
      peer.greet()
      peer.send(.call(1), .data(1, [0, 0]))
      _ = await peer.ended(1)
      #expect(await suite.records.wait(for: 1).map(\.code) == [.deadlineExceeded])
    }
  }

  @Test("A peer that opens no window for its response loses the stream")
  func slowReader() async throws {
    var patient = limits
    patient.keepaliveIdleTime = .seconds(60)
    try await stall(limits: patient) { suite, peer in
      peer.greet()
      let message = RawFrame.message(Echo([UInt8](repeating: 1, count: 4_000), number: 1_000))
      peer.send(
        .call(1, path: EchoService.stream.path), .data(1, message, flags: RawFrame.endStream))
      let frames = await peer.frames { frames in frames.contains { $0.kind == Kind.reset } }
      #expect(frames.contains { $0.kind == Kind.reset && $0.stream == 1 })
      let data = frames.filter { $0.kind == Kind.data }
      let sent = data.reduce(0) { $0 + $1.payload.count }
      #expect(sent == 65_535)
      #expect(await suite.records.wait(for: 1).map(\.code) == [.cancelled])
    }
  }

  @Test("A silent peer with an open call is asked for a sign of life, then given up")
  func deadPeer() async throws {
    try await stall { suite, peer in
      peer.greet()
      peer.send(.call(1, path: EchoService.collect.path))
      let frames = await peer.closed()
      #expect(frames.contains { $0.kind == Kind.ping && $0.flags == 0 })
      #expect(await suite.records.wait(for: 1).map(\.code) == [.cancelled])
    }
  }

  @Test("A connection without calls is told to go after the idle time")
  func idle() async throws {
    try await stall { _, peer in
      peer.greet()
      let frames = await peer.closed()
      #expect(frames.last { $0.kind == Kind.goAway }?.code(at: 4) == 0)
    }
  }

  @Test("A client notices a server that has gone silent")
  func deadServer() async throws {
    let started = Signal()
    let never = Signal()
    var router = EchoService.router()
    router.handle(
      EchoService.unary,
      unary: { request, _ in
        started.raise()
        _ = await never.waitOrCancellation()
        return request
      })
    let suite = try await TestSuite.make(router: router, limits: limits)
    let proxy = try await CutProxy(to: suite.address)
    let client = RPCClient(
      target: proxy.address, tls: suite.credentials.client,
      expecting: .exactly(suite.credentials.serverIdentity), eventLoop: TestSuite.group.next(),
      limits: limits)
    let task = Task {
      var error: RPCError?
      repeat {
        error = await rpcError { try await client.unary(EchoService.unary, Echo()) }
      } while !started.isRaised
      return error
    }
    await started.wait()
    proxy.freeze()
    #expect(await task.value?.code == .unavailable)
    await client.close()
    await proxy.close()
    await suite.server.shutdown(drainTimeMax: .seconds(1))
  }
}
