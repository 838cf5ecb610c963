import NIOCore
import NIOEmbedded
import Protobuf
import RPC
import RawHTTP2
import Synchronization
import Testing

@Suite("Calls that are made again", .timeLimit(.minutes(1)))
struct RepeatedCallTests {
  private let target = VirtualNetwork.target(1)

  private func policy(burst: Int = 10) -> RPCRetryPolicy {
    RPCRetryPolicy(
      attemptsMax: 3,
      backoff: RPCBackoff(
        delayFirst: .milliseconds(50), delayMax: .seconds(1), growthPercent: 100,
        jitterPercent: 20),
      delayMax: .seconds(5), repeatsPerHundredCalls: 10, repeatsBurstMax: burst,
      isSafe: { path in
        [EchoService.unary.path, EchoService.stream.path, EchoService.collect.path].contains(path)
      })
  }

  private func call(
    _ client: RPCClient, _ options: RPCCallOptions = .defaults
  ) -> Task<RPCError?, Never> {
    Task {
      await rpcError { try await client.unary(EchoService.unary, Echo([7]), options: options) }
    }
  }

  /// Refuses the first calls of all and answers the others.
  private func refusing(first refusals: Int, retryAfterMilliseconds: UInt64? = nil) -> PeerScript {
    { connection, frame in
      let script =
        connection.calls <= refusals
        ? PeerScripts.refusing(retryAfterMilliseconds: retryAfterMilliseconds)
        : PeerScripts.answering
      script(connection, frame)
    }
  }

  @Test("A safe call that is refused twice is made a third time with the same request")
  func thirdTime() async throws {
    let network = VirtualNetwork()
    let attempts = Journal<String?>()
    let refusing = refusing(first: 2)
    network.set(
      .serves { connection, frame in
        if frame.kind == RawFrame.Kind.headers {
          attempts.append(connection.fields["grpc-previous-rpc-attempts"])
        }
        refusing(connection, frame)
      }, at: target)
    let client = network.client([target], retry: policy())
    let task = call(client)
    await network.wait(forCalls: 1)
    await network.loop.advanceTime(by: .milliseconds(49))
    #expect(network.callsEverywhere == 1)
    #expect(await client.census().restingCalls == 1)
    await network.loop.advanceTime(by: .milliseconds(1))
    #expect(network.callsEverywhere == 2)
    await network.loop.advanceTime(by: .milliseconds(100))
    #expect(await task.value == nil)
    #expect(attempts.all == [nil, "1", "2"])
    let requests = network.frames.all.filter { $0.frame.kind == RawFrame.Kind.data }
    #expect(
      requests.map(\.frame.payload) == [[UInt8]](repeating: RawFrame.message(Echo([7])), count: 3))
    #expect(await client.census() == ClientCensus(connections: 1))
    await client.close()
  }

  @Test("After the last attempt the caller gets the failure")
  func exhausted() async throws {
    let network = VirtualNetwork()
    network.set(.serves(PeerScripts.refusing()), at: target)
    let client = network.client([target], retry: policy())
    let task = call(client)
    await network.wait(forCalls: 1)
    await network.loop.advanceTime(by: .seconds(10))
    #expect(await task.value?.code == .unavailable)
    #expect(network.callsEverywhere == 3)
    await client.close()
  }

  @Test("Without a policy, an unsafe method, a request stream and another code have one attempt")
  func once() async throws {
    let network = VirtualNetwork()
    network.set(.serves(PeerScripts.refusing()), at: target)
    let without = network.client([target])
    #expect(await call(without).value?.code == .unavailable)
    let client = network.client([target], retry: policy())
    let unsafe = await rpcError { try await client.unary(EchoService.unknown, Echo()) }
    #expect(unsafe?.code == .unavailable)
    let streamed = await rpcError {
      try await client.clientStreaming(EchoService.collect) { try await $0.write(Echo()) }
    }
    #expect(streamed?.code == .unavailable)
    #expect(network.callsEverywhere == 3)
    network.set(.serves(PeerScripts.refusing(.aborted)), at: target)
    let other = network.client([target], retry: policy())
    #expect(await call(other).value?.code == .aborted)
    #expect(network.callsEverywhere == 4)
    for client in [without, client, other] { await client.close() }
  }

  @Test("A stream refused for its load is asked again within the budget, and for any method")
  func refusedStreams() async throws {
    let network = VirtualNetwork()
    network.set(
      .serves { connection, frame in
        connection.keepUp(frame)
        guard frame.endsStream else { return }
        if frame.stream == 1 {
          connection.send(RawFrame.answer(frame.stream))
        } else {
          connection.send(.reset(frame.stream, .refusedStream))
        }
      }, at: target)
    let client = network.client([target], retry: policy())
    #expect(await call(client).value == nil)
    let unsafe = Task { await rpcError { try await client.unary(EchoService.unknown, Echo()) } }
    await network.wait(forCalls: 2)
    while await client.census().restingCalls == 0 { await Task.yield() }
    #expect(network.callsEverywhere == 2)
    await network.loop.advanceTime(by: .seconds(10))
    #expect(await unsafe.value?.code == .unavailable)
    #expect(network.callsEverywhere == 4)
    let without = network.client([target])
    #expect(await call(without).value == nil)
    #expect(await call(without).value?.code == .unavailable)
    #expect(network.callsEverywhere == 7)
    for client in [client, without] { await client.close() }
  }

  @Test("A call on a connection that is lost is made again on the next one")
  func lostConnection() async throws {
    let network = VirtualNetwork()
    network.set(
      .serves { connection, frame in
        if connection.number == 0 {
          if frame.endsStream { connection.close() }
        } else {
          PeerScripts.answering(connection, frame)
        }
      }, at: target)
    let client = network.client([target], retry: policy())
    let task = call(client)
    await network.wait(forCalls: 1)
    await network.loop.advanceTime(by: .milliseconds(50))
    #expect(await task.value == nil)
    #expect(network.attempts.all.count == 2)
    await client.close()
  }

  @Test("A repeat that finds nobody goes on with the attempts it has left")
  func nobodyThere() async throws {
    let network = VirtualNetwork()
    network.set(.serves { if $1.endsStream { $0.close() } }, at: target)
    let client = network.client([target], retry: policy())
    let task = call(client)
    await network.wait(forCalls: 1)
    network.set(.refuses, at: target)
    await network.loop.advanceTime(by: .milliseconds(60))
    #expect(network.attempts.all.count == 2)
    network.set(.serves(PeerScripts.answering), at: target)
    await network.loop.advanceTime(by: .seconds(2))
    #expect(await task.value == nil)
    await client.close()
  }

  @Test("A response stream is repeated before its first message and never after")
  func streams() async throws {
    let network = VirtualNetwork()
    network.set(
      .serves { connection, frame in
        connection.keepUp(frame)
        guard frame.endsStream else { return }
        if connection.calls == 1 { return connection.send(.status(frame.stream, .unavailable)) }
        let message = RawFrame.message(Echo([9]))
        connection.send(
          .opening(frame.stream), .data(frame.stream, message),
          .trailers(frame.stream, .unavailable))
      }, at: target)
    let client = network.client([target], retry: policy())
    let task = Task {
      var read: [Echo] = []
      let error = await rpcError {
        for try await echo in try await client.serverStreaming(EchoService.stream, Echo()) {
          read.append(echo)
        }
      }
      return (read, error)
    }
    await network.wait(forCalls: 1)
    await network.loop.advanceTime(by: .seconds(2))
    let (read, error) = await task.value
    #expect(read == [Echo([9])])
    #expect(error?.code == .unavailable)
    #expect(network.callsEverywhere == 2)
    await client.close()
  }

  @Test("The server's delay is waited for, and one beyond the deadline fails the call at once")
  func pushback() async throws {
    let network = VirtualNetwork()
    network.set(.serves(refusing(first: 1, retryAfterMilliseconds: 2_000)), at: target)
    let client = network.client([target], retry: policy())
    let hurried = call(client, RPCCallOptions(timeout: .seconds(2)))
    #expect(await hurried.value?.code == .unavailable)
    #expect(network.callsEverywhere == 1)
    let other = network.client([target], retry: policy())
    let task = call(other, RPCCallOptions(timeout: .seconds(3)))
    await network.wait(forCalls: 2)
    await network.loop.advanceTime(by: .milliseconds(1_999))
    #expect(network.callsEverywhere == 2)
    await network.loop.advanceTime(by: .milliseconds(1))
    #expect(await task.value == nil)
    await client.close()
    await other.close()
  }

  @Test("A repeated call that is cancelled ends its second stream, too")
  func cancelledRepeat() async throws {
    let network = VirtualNetwork()
    network.set(
      .serves { connection, frame in
        connection.keepUp(frame)
        if connection.calls == 1, frame.endsStream {
          connection.send(.status(frame.stream, .unavailable))
        }
      }, at: target)
    let client = network.client([target], retry: policy())
    let task = call(client)
    await network.wait(forCalls: 1)
    await network.loop.advanceTime(by: .milliseconds(50))
    #expect(await client.census().openCalls == 1)
    task.cancel()
    #expect(await task.value?.code == .cancelled)
    await network.frames.wait { frames in
      frames.contains { $0.frame.kind == RawFrame.Kind.reset && $0.frame.stream == 3 }
    }
    #expect(await client.census() == ClientCensus(connections: 1))
    await client.close()
  }

  @Test("A call that rests ends when it is cancelled, and when the client closes")
  func endsWhileResting() async throws {
    let network = VirtualNetwork()
    network.set(.serves(PeerScripts.refusing(retryAfterMilliseconds: 4_000)), at: target)
    let client = network.client([target], retry: policy())
    let cancelled = call(client)
    let abandoned = call(client)
    await network.wait(forCalls: 2)
    #expect(await client.census().restingCalls == 2)
    cancelled.cancel()
    #expect(await cancelled.value?.code == .cancelled)
    #expect(await client.census() == ClientCensus(connections: 1, restingCalls: 1))
    await client.close()
    #expect(await abandoned.value?.code == .unavailable)
    await network.loop.advanceTime(by: .seconds(5))
    #expect(network.callsEverywhere == 2)
    #expect(await client.census() == ClientCensus(connections: 0))
  }

  @Test(
    "Through an outage the attempts on the wire stay within 1.1 of the calls",
    arguments: [false, true])
  func outage(isDown: Bool) async throws {
    let network = VirtualNetwork()
    let client = network.client(
      [target],
      backoff: RPCBackoff(
        delayFirst: .milliseconds(1), delayMax: .milliseconds(1), growthPercent: 0,
        jitterPercent: 0),
      retry: policy())
    let down: PeerScript = { connection, frame in
      if frame.endsStream { connection.close() }
    }
    let outage = isDown ? down : PeerScripts.refusing()
    let outside = Weather()
    network.set(
      .serves { connection, frame in
        let script = outside.isOut.load(ordering: .relaxed) ? outage : PeerScripts.answering
        script(connection, frame)
      }, at: target)
    var offered = 0
    var failed = 0
    for (number, calls) in [400, 800, 400].enumerated() {
      outside.isOut.store(number == 1, ordering: .relaxed)
      let ended = Journal<RPCError?>()
      let callers = Task {
        await withTaskGroup(of: Void.self) { group in
          for _ in 0..<8 {
            group.addTask {
              for _ in 0..<calls / 8 { ended.append(await call(client).value) }
            }
          }
        }
      }
      await network.pass(until: ended, has: calls)
      await callers.value
      offered += calls
      failed += ended.all.count { $0 != nil }
    }
    let onWire = network.callsEverywhere
    #expect(failed >= 700)
    #expect(onWire > 1_600 + 40)
    #expect(onWire * 10 <= offered * 11, "\(onWire) attempts for \(offered) calls")
    #expect(await client.census().restingCalls == 0)
    await client.close()
  }
}

/// Whether an outage is on.
private final class Weather: Sendable {
  let isOut = Atomic(false)
}
