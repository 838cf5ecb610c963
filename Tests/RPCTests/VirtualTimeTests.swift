import NIOCore
import NIOEmbedded
import Protobuf
import RPC
import RawHTTP2
import Synchronization
import Testing

@Suite("A client on a clock that stands still", .timeLimit(.minutes(1)))
struct VirtualTimeTests {
  private let first = VirtualNetwork.target(1)
  private let second = VirtualNetwork.target(2)

  private func error(
    of client: RPCClient, _ options: RPCCallOptions = .defaults
  ) -> Task<RPCError?, Never> {
    Task { await rpcError { try await client.unary(EchoService.unary, Echo(), options: options) } }
  }

  @Test("Each address is tried again at its own growing, jittered delays")
  func backoff() async throws {
    let network = VirtualNetwork()
    let generator = SharedGenerator(named: "backoff")
    let backoff = RPCBackoff(
      delayFirst: .milliseconds(100), delayMax: .seconds(2), growthPercent: 100, jitterPercent: 20)
    let client = network.client(
      [first, second], .roundRobin, backoff: backoff,
      random: { generator.next() })
    let patient = error(of: client, RPCCallOptions(timeout: .seconds(60), isWaitForReady: true))
    await network.attempts.wait { $0.count >= 2 }
    await network.loop.advanceTime(by: .seconds(60))
    #expect(await patient.value?.code == .deadlineExceeded)
    var schedules: [[Int64]] = []
    for target in [first, second] {
      let times = network.attempts.all.filter { $0.target == target }.map(\.milliseconds)
      let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
      #expect(gaps.count > 25)
      for (failures, gap) in gaps.enumerated() {
        let growth: Int64 = 1 << Int64(min(failures, 10))
        let middle = min(100 * growth, 2_000)
        #expect(gap >= middle * 80 / 100 - 1, "gap \(failures)")
        #expect(gap <= middle * 120 / 100 + 1, "gap \(failures)")
      }
      schedules.append(times)
    }
    #expect(schedules[0] != schedules[1])
    await client.close()
  }

  @Test("A half-open connection is noticed within silence and answer time, and its calls end")
  func halfOpen() async throws {
    let network = VirtualNetwork()
    network.set(.serves(PeerScripts.silent), at: first)
    let client = network.client([first])
    let call = error(of: client)
    await network.wait(forCalls: 1)
    let limits = RPCLimits.defaults
    let noticed = TimeAmount(limits.keepaliveIdleTime) + TimeAmount(limits.keepaliveAnswerTimeMax)
    await network.loop.advanceTime(by: TimeAmount(limits.keepaliveIdleTime) - .seconds(1))
    #expect(pings(network) == 0)
    await network.loop.advanceTime(by: .seconds(1))
    #expect(pings(network) == 1)
    await network.loop.advanceTime(to: .uptimeNanoseconds(0) + noticed - .seconds(2))
    #expect(await client.census().openCalls == 1)
    await network.loop.advanceTime(to: .uptimeNanoseconds(0) + noticed)
    #expect(await client.census() == ClientCensus(connections: 0))
    #expect(await call.value?.code == .unavailable)
    await client.close()
  }

  @Test("A server that answers pings keeps its silent call")
  func keptAlive() async throws {
    let network = VirtualNetwork()
    network.set(.serves { $0.keepUp($1) }, at: first)
    let client = network.client([first])
    let call = error(of: client, RPCCallOptions(timeout: .seconds(300)))
    await network.wait(forCalls: 1)
    await network.loop.advanceTime(by: .seconds(299))
    #expect(await client.census() == ClientCensus(connections: 1, openCalls: 1))
    #expect((25...30).contains(pings(network)))
    await network.loop.advanceTime(by: .seconds(1))
    #expect(await call.value?.code == .deadlineExceeded)
    await client.close()
  }

  @Test("A server that complains of pings is asked half as often from the next connection on")
  func tooManyPings() async throws {
    let network = VirtualNetwork()
    let target = first
    network.set(
      .serves { connection, frame in
        connection.keepUp(frame)
        if frame.kind == RawFrame.Kind.ping, connection.number == 0 {
          connection.send(.goAway(last: 1, .enhanceYourCalm, saying: "too_many_pings"))
          connection.close()
        }
      }, at: target)
    let client = network.client([target])
    let lost = error(of: client)
    await network.wait(forCalls: 1)
    await network.loop.advanceTime(by: .seconds(10))
    #expect(await lost.value?.code == .unavailable)
    let call = error(of: client, RPCCallOptions(timeout: .seconds(300)))
    await network.wait(forCalls: 2)
    let before = pings(network)
    await network.loop.advanceTime(by: .seconds(19))
    #expect(pings(network) == before)
    await network.loop.advanceTime(by: .seconds(1))
    #expect(pings(network) == before + 1)
    await network.loop.advanceTime(by: .seconds(280))
    #expect(await call.value?.code == .deadlineExceeded)
    await client.close()
  }

  @Test("A deadline ends each kind of call at its moment and not before, and leaves nothing")
  func deadlines() async throws {
    let network = VirtualNetwork()
    network.set(.serves { $0.keepUp($1) }, at: first)
    let client = network.client([first])
    let options = RPCCallOptions(timeout: .milliseconds(1_500))
    let calls: [@Sendable () async throws -> Void] = [
      { _ = try await client.unary(EchoService.unary, Echo(), options: options) },
      {
        let stream = try await client.serverStreaming(
          EchoService.stream, Echo(), options: options)
        for try await _ in stream {}
      },
      {
        _ = try await client.clientStreaming(EchoService.collect, options: options) { requests in
          while true { try await requests.write(Echo([UInt8](repeating: 1, count: 50_000))) }
        }
      },
      {
        try await client.bidirectionalStreaming(EchoService.chat, options: options) {
          _, responses in
          for try await _ in responses {}
        }
      },
    ]
    let tasks = calls.map { call in Task { await rpcError(of: call) } }
    await network.wait(forCalls: 4)
    await network.loop.advanceTime(by: .milliseconds(1_499))
    #expect(await client.census().openCalls == 4)
    await network.loop.advanceTime(by: .milliseconds(1))
    for task in tasks { #expect(await task.value?.code == .deadlineExceeded) }
    #expect(await client.census() == ClientCensus(connections: 1))
    let resets = network.frames.all.count { $0.frame.kind == RawFrame.Kind.reset }
    #expect(resets == 4)
    await client.close()
  }

  @Test("The time that is left travels with the call, measured by the loop's clock")
  func timeoutHeader() async throws {
    let network = VirtualNetwork()
    let seen = Journal<String>()
    network.set(
      .serves { connection, frame in
        if frame.kind == RawFrame.Kind.headers {
          seen.append(connection.fields["grpc-timeout"] ?? "")
        }
      }, at: first)
    await network.loop.advanceTime(by: .seconds(500))
    let client = network.client([first])
    let call = error(of: client, RPCCallOptions(timeout: .seconds(2)))
    #expect(await seen.wait { !$0.isEmpty } == ["2000000u"])
    await client.close()
    #expect(await call.value?.code == .unavailable)
  }

  @Test("A patient call waits across all addresses until one answers")
  func patient() async throws {
    let network = VirtualNetwork()
    for balancing in [RPCBalancing.pickFirst, .roundRobin] {
      network.set(.refuses, at: second)
      let client = network.client([first, second], balancing)
      let before = network.attempts.all.count
      let impatient = error(of: client)
      #expect(await impatient.value?.code == .unavailable)
      let call = error(of: client, RPCCallOptions(timeout: .seconds(900), isWaitForReady: true))
      while await client.census().waitingCalls == 0 { await Task.yield() }
      await network.loop.advanceTime(by: .seconds(30))
      #expect(await client.census().waitingCalls == 1)
      network.set(.serves(PeerScripts.answering), at: second)
      await network.loop.advanceTime(by: .seconds(30))
      #expect(await call.value == nil)
      #expect(network.attempts.all.count > before + 10)
      await client.close()
    }
  }

  @Test("A call does not fail while one address still connects")
  func stillConnecting() async throws {
    let network = VirtualNetwork()
    network.set(.swallows, at: second)
    for balancing in [RPCBalancing.pickFirst, .roundRobin] {
      let client = network.client([first, second], balancing)
      let before = network.attempts.all.count
      let call = error(of: client)
      await network.attempts.wait { $0.count >= before + 2 }
      #expect(await client.census().waitingCalls == 1)
      await network.loop.advanceTime(by: .hours(1))
      #expect(await call.value?.code == .unavailable)
      await client.close()
    }
  }
}

private func pings(_ network: VirtualNetwork) -> Int {
  network.frames.all.count { $0.frame.kind == RawFrame.Kind.ping && $0.frame.flags == 0 }
}

/// Random numbers for a client, which asks for them on its own loop.
private final class SharedGenerator: Sendable {
  private let state: Mutex<SeededGenerator>

  init(named name: String) {
    state = Mutex(SeededGenerator(named: name))
  }

  func next() -> UInt64 {
    state.withLock { $0.next() }
  }
}
