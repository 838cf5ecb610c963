import NIOCore
import RPC
import TLS
import Testing

@Suite("Connections that are ended for a certificate's sake", .timeLimit(.minutes(1)))
struct ConnectionEndingTests {
  /// Who ends the connection.
  enum Side: CaseIterable { case server, client }

  private struct Stage {
    let suite: TestSuite
    let client: RPCClient
    let started = Signal()
    let proceed = Signal()

    init() async throws {
      let (started, proceed) = (started, proceed)
      var router = EchoService.router()
      router.handle(
        EchoService.collect,
        clientStreaming: { _, _ in
          started.raise()
          await proceed.wait()
          return Echo([4])
        })
      suite = try await TestSuite.make(router: router)
      client = suite.client()
    }

    /// A call that is under way until `proceed` is raised.
    func collect() async throws -> Echo {
      try await client.clientStreaming(EchoService.collect) { try await $0.write(Echo([1])) }
    }

    func end(
      _ side: Side, gracefully drainTimeMax: Duration?,
      where isMatch: @escaping @Sendable (RPCPeer) -> Bool = { _ in true }
    ) {
      switch side {
      case .server: suite.server.closeConnections(gracefully: drainTimeMax, where: isMatch)
      case .client: client.closeConnections(gracefully: drainTimeMax, where: isMatch)
      }
    }

    func close() async {
      proceed.raise()
      await client.close()
      await suite.server.shutdown(drainTimeMax: .seconds(1))
    }
  }

  @Test(
    "Gracefully: the call in flight finishes, and the next has a new connection",
    arguments: Side.allCases)
  func gracefully(side: Side) async throws {
    let stage = try await Stage()
    async let open = stage.collect()
    await stage.started.wait()
    stage.end(side, gracefully: .seconds(30))
    for number in 0..<20 {
      let echo = Echo([2], number: UInt64(number))
      #expect(try await stage.client.unary(EchoService.unary, echo) == echo)
    }
    stage.proceed.raise()
    #expect(try await open == Echo([4]))
    await stage.close()
  }

  @Test(
    "Gracefully, but not for ever: what outlives the time ends UNAVAILABLE",
    arguments: Side.allCases)
  func boundedly(side: Side) async throws {
    let stage = try await Stage()
    async let open = rpcError { try await stage.collect() }
    await stage.started.wait()
    stage.end(side, gracefully: .milliseconds(1))
    #expect(await open?.code == .unavailable)
    #expect(try await stage.client.unary(EchoService.unary, Echo([3])) == Echo([3]))
    await stage.close()
  }

  @Test(
    "At once: calls and streams end UNAVAILABLE, and others may connect anew",
    arguments: Side.allCases)
  func atOnce(side: Side) async throws {
    let stage = try await Stage()
    async let open = rpcError { try await stage.collect() }
    await stage.started.wait()
    stage.end(side, gracefully: nil)
    #expect(await open?.code == .unavailable)
    #expect(try await stage.client.unary(EchoService.unary, Echo([3])) == Echo([3]))
    await stage.close()
  }

  @Test(
    "Only peers that are meant are ended, and they are told apart by their certificates",
    arguments: Side.allCases)
  func meant(side: Side) async throws {
    let stage = try await Stage()
    async let open = stage.collect()
    await stage.started.wait()
    let serial =
      side == .server
      ? stage.suite.credentials.client.certificate?.serialNumber
      : stage.suite.credentials.server.certificate?.serialNumber
    let peer = try #require(serial)
    stage.end(side, gracefully: nil) { $0.serialNumber == peer + "00" }
    #expect(try await stage.client.unary(EchoService.unary, Echo([3])) == Echo([3]))
    stage.proceed.raise()
    #expect(try await open == Echo([4]))
    async let last = rpcError {
      try await stage.client.bidirectionalStreaming(EchoService.chat) { requests, answers in
        var iterator = answers.makeAsyncIterator()
        try await requests.write(Echo([6]))
        #expect(try await iterator.next() == Echo([6]), "the call is under way")
        stage.end(side, gracefully: nil) { $0.serialNumber == peer }
        while try await iterator.next() != nil {}
      }
    }
    #expect(await last?.code == .unavailable)
    await stage.close()
  }
}
