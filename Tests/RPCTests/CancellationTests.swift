import Protobuf
import RPC
import Testing

/// A cancelled task may stand anywhere in its call; nothing of the call may stay behind.
@Suite("Cancelling in the middle of a call", .timeLimit(.minutes(1)))
struct CancellationTests {
  /// Handlers that take one request, say so, and then wait for their own end.
  private struct Stuck {
    let started = Signal()
    let ended = Signal()

    func wait() async {
      let never = Signal()
      started.raise()
      if await never.waitOrCancellation() { ended.raise() }
    }

    var router: RPCRouter {
      var router = EchoService.router()
      let stuck = self
      router.handle(
        EchoService.unary,
        unary: { request, _ in
          await stuck.wait()
          return request
        })
      router.handle(
        EchoService.stream,
        serverStreaming: { request, responses, _ in
          try await responses.write(request)
          await stuck.wait()
        })
      router.handle(
        EchoService.collect,
        clientStreaming: { requests, _ in
          var iterator = requests.makeAsyncIterator()
          _ = try await iterator.next()
          await stuck.wait()
          return Echo()
        })
      router.handle(
        EchoService.chat,
        bidirectionalStreaming: { requests, responses, _ in
          var iterator = requests.makeAsyncIterator()
          if let request = try await iterator.next() { try await responses.write(request) }
          await stuck.wait()
        })
      return router
    }
  }

  /// Cancels the task of a call once its handler waits, and looks at what is left on both sides.
  private func expectNothingLeft(
    after call: @escaping @Sendable (RPCClient) async throws -> Void
  ) async throws {
    let stuck = Stuck()
    try await TestSuite.run(router: stuck.router) { suite, client in
      let task = Task { await rpcError { try await call(client) } }
      await stuck.started.wait()
      task.cancel()
      #expect(await task.value?.code == .cancelled)
      await stuck.ended.wait()
      #expect(await suite.records.wait(for: 1).map(\.code) == [.cancelled])
      await expectRest(client)
      // The connection still serves.
      let error = await rpcError { try await client.unary(EchoService.unknown, Echo()) }
      #expect(error?.code == .unimplemented)
    }
  }

  /// The last stream leaves the table when its reset has been written.
  private func expectRest(_ client: RPCClient) async {
    while await client.census().openCalls > 0 { await Task.yield() }
    #expect(await client.census() == ClientCensus(connections: 1))
  }

  @Test("A unary call")
  func unary() async throws {
    try await expectNothingLeft { client in
      _ = try await client.unary(EchoService.unary, Echo([1]))
    }
  }

  @Test("A response stream whose reader waits for the second message")
  func serverStream() async throws {
    try await expectNothingLeft { client in
      for try await _ in try await client.serverStreaming(EchoService.stream, Echo([1])) {}
    }
  }

  @Test("A request stream whose writer waits for room")
  func clientStreamWriting() async throws {
    try await expectNothingLeft { client in
      _ = try await client.clientStreaming(EchoService.collect) { requests in
        while true { try await requests.write(Echo([UInt8](repeating: 1, count: 100_000))) }
      }
    }
  }

  @Test("A request stream that waits for its answer")
  func clientStreamWaiting() async throws {
    try await expectNothingLeft { client in
      _ = try await client.clientStreaming(EchoService.collect) { requests in
        try await requests.write(Echo([1]))
      }
    }
  }

  @Test("A bidirectional call that reads")
  func bidirectionalReading() async throws {
    try await expectNothingLeft { client in
      try await client.bidirectionalStreaming(EchoService.chat) { requests, responses in
        try await requests.write(Echo([1]))
        for try await _ in responses {}
      }
    }
  }

  @Test("A bidirectional call that writes and reads at once")
  func bidirectionalBoth() async throws {
    try await expectNothingLeft { client in
      try await client.bidirectionalStreaming(EchoService.chat) { requests, responses in
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask {
            while true { try await requests.write(Echo([UInt8](repeating: 1, count: 100_000))) }
          }
          group.addTask { for try await _ in responses {} }
          try await group.waitForAll()
        }
      }
    }
  }

  @Test("A call that waits for a connection leaves the line")
  func waiting() async throws {
    let network = VirtualNetwork()
    network.set(.swallows, at: VirtualNetwork.target(1))
    let client = network.client([VirtualNetwork.target(1)])
    let task = Task { await rpcError { try await client.unary(EchoService.unary, Echo()) } }
    while await client.census().waitingCalls == 0 { await Task.yield() }
    task.cancel()
    #expect(await task.value?.code == .cancelled)
    #expect(await client.census() == ClientCensus(connections: 0))
    await client.close()
  }

  @Test("Calls of all kinds that are cancelled at any moment leave nothing behind")
  func anyMoment() async throws {
    try await TestSuite.run { suite, client in
      _ = try await client.unary(EchoService.unary, Echo())
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<400 {
          group.addTask {
            let task = Task { await rpcError { try await Self.call(number, client) } }
            for _ in 0..<number % 23 { await Task.yield() }
            task.cancel()
            let error = await task.value
            #expect(error == nil || error?.code == .cancelled)
          }
        }
      }
      await expectRest(client)
      let answer = try await client.unary(EchoService.unary, Echo([1]))
      #expect(answer == Echo([1]))
      #expect(suite.server.connectionCount == 1)
    }
  }

  private static func call(_ number: Int, _ client: RPCClient) async throws {
    switch number % 4 {
    case 0:
      _ = try await client.unary(EchoService.unary, Echo([1]))
    case 1:
      for try await _ in try await client.serverStreaming(EchoService.stream, Echo(number: 20)) {}
    case 2:
      _ = try await client.clientStreaming(EchoService.collect) { requests in
        for _ in 0..<20 { try await requests.write(Echo([1])) }
      }
    default:
      try await client.bidirectionalStreaming(EchoService.chat) { requests, responses in
        for _ in 0..<10 { try await requests.write(Echo([1])) }
        requests.finish()
        for try await _ in responses {}
      }
    }
  }
}
