import NIOCore
import NIOEmbedded
import RPC
import RawHTTP2
import Testing

@Suite("How many calls rest, and which do not move", .timeLimit(.minutes(1)))
struct RestingCallTests {
  private let target = VirtualNetwork.target(1)

  private func call(_ client: RPCClient) -> Task<RPCError?, Never> {
    Task { await rpcError { try await client.unary(EchoService.unary, Echo([7])) } }
  }

  @Test("A call that has had some of its answer does not move, whatever the peer says")
  func answerBegun() async throws {
    let network = VirtualNetwork()
    network.set(
      .serves { connection, frame in
        connection.keepUp(frame)
        guard frame.endsStream else { return }
        connection.send(
          .opening(frame.stream), .data(frame.stream, RawFrame.message(Echo([9]))),
          .reset(frame.stream, .refusedStream))
      }, at: target)
    let client = network.client([target])
    #expect(await call(client).value?.code == .unavailable)
    #expect(network.callsEverywhere == 1)
    await client.close()
  }

  @Test("No more calls rest than may wait")
  func restingCalls() async throws {
    let network = VirtualNetwork()
    network.set(.serves(PeerScripts.refusing()), at: target)
    var limits = RPCLimits.defaults
    limits.waitingCallsMax = 1
    let client = network.client(
      [target], limits: limits, retry: RPCRetryPolicy(isSafe: { _ in true }))
    let first = call(client)
    await network.wait(forCalls: 1)
    while await client.census().restingCalls == 0 { await Task.yield() }
    let outcomes = Journal<RPCError?>()
    let second = Task { outcomes.append(await call(client).value) }
    // It ends, or rests where it may not.
    while outcomes.all.isEmpty, await client.census().restingCalls < 2 { await Task.yield() }
    #expect(await client.census().restingCalls == 1)
    #expect(outcomes.all.first??.code == .unavailable)
    #expect(network.callsEverywhere == 2)
    first.cancel()
    #expect(await first.value?.code == .cancelled)
    await client.close()
    await second.value
  }
}
