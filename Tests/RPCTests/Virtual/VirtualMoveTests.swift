import NIOCore
import NIOEmbedded
import RPC
import RawHTTP2
import Testing

@Suite("Moving to the next connection, on a clock that stands still", .timeLimit(.minutes(1)))
struct VirtualMoveTests {
  private let server = VirtualNetwork.target(1)

  private func call(_ client: RPCClient) -> Task<RPCError?, Never> {
    let options = RPCCallOptions(timeout: .seconds(300))
    return Task {
      await rpcError { try await client.unary(EchoService.unary, Echo(), options: options) }
    }
  }

  @Test("A connection that has had all its calls is followed by another at once, unanswered or not")
  func ownMove() async throws {
    let network = VirtualNetwork()
    network.set(.serves { $0.keepUp($1) }, at: server)
    var limits = RPCLimits.defaults
    limits.callsPerConnectionMax = 2
    let client = network.client([server], limits: limits)
    let calls = (0..<7).map { _ in call(client) }
    await network.wait(forCalls: 7)
    #expect(network.attempts.all.map(\.milliseconds) == [0, 0, 0, 0])
    await client.close()
    for call in calls { #expect(await call.value?.code == .unavailable) }
  }

  @Test(
    "A server that goes in good order and keeps a call is asked again at once, another after a pause",
    arguments: [
      (last: UInt32(1), code: HTTP2ErrorCode.noError, isAtOnce: true),
      (last: 0, code: .noError, isAtOnce: false),
      (last: 1, code: .internalError, isAtOnce: false),
    ])
  func farewell(last: UInt32, code: HTTP2ErrorCode, isAtOnce: Bool) async throws {
    let network = VirtualNetwork()
    network.set(
      .serves { connection, frame in
        connection.keepUp(frame)
        guard connection.number == 0 else { return }
        if frame.kind == RawFrame.Kind.headers { connection.send(.settings(streamsMax: 1)) }
        if frame.kind == RawFrame.Kind.ping { connection.send(.goAway(last: last, code)) }
      }, at: server)
    let client = network.client([server])
    let first = call(client)
    await network.frames.wait { frames in
      frames.count { $0.frame.kind == RawFrame.Kind.settings && $0.frame.flags == 1 } >= 2
    }
    let second = call(client)
    while await client.census().waitingCalls == 0 { await Task.yield() }
    await network.loop.advanceTime(by: .seconds(10))
    #expect(network.attempts.all.count == (isAtOnce ? 2 : 1))
    await network.loop.advanceTime(by: .seconds(10))
    #expect(network.attempts.all.count == 2)
    await client.close()
    for call in [first, second] { #expect(await call.value?.code == .unavailable) }
  }
}
