import Foundation
import NIOCore
import NIOPosix
import Protobuf
import RPC
import TLS
import Testing

@Suite("Connections", .timeLimit(.minutes(1)))
struct ConnectionTests {
  private static let quick = RPCBackoff(
    delayFirst: .milliseconds(1), delayMax: .milliseconds(20), growthPercent: 60,
    jitterPercent: 20)

  /// A handler that waits for a signal before it answers.
  private func waitingRouter(started: Signal, proceed: Signal) -> RPCRouter {
    var router = EchoService.router()
    router.handle(
      EchoService.collect,
      clientStreaming: { requests, _ in
        started.raise()
        await proceed.wait()
        return Echo([4])
      })
    return router
  }

  @Test("Without a server, an impatient call is UNAVAILABLE")
  func nobodyListens() async throws {
    let suite = try await TestSuite.make()
    await suite.server.shutdown(drainTimeMax: .seconds(1))
    let client = suite.client()
    let error = await rpcError { try await client.unary(EchoService.unary, Echo()) }
    #expect(error?.code == .unavailable)
    await client.close()
  }

  @Test("A patient call waits for the server to come")
  func waitForReady() async throws {
    let path = try TestCredentials.shared.get().socketPath()
    let first = try await TestSuite.make(on: .unix(path: path))
    await first.server.shutdown(drainTimeMax: .seconds(1))
    let client = first.client(backoff: Self.quick)
    let impatient = await rpcError { try await client.unary(EchoService.unary, Echo()) }
    #expect(impatient?.code == .unavailable)
    async let answer = client.unary(
      EchoService.unary, Echo([8]),
      options: RPCCallOptions(timeout: .seconds(30), isWaitForReady: true))
    let second = try await TestSuite.make(on: .unix(path: path))
    #expect(try await answer == Echo([8]))
    await client.close()
    await second.server.shutdown(drainTimeMax: .seconds(1))
  }

  @Test("A patient call without a server ends at its deadline")
  func waitForReadyDeadline() async throws {
    let path = try TestCredentials.shared.get().socketPath()
    let suite = try await TestSuite.make(on: .unix(path: path))
    await suite.server.shutdown(drainTimeMax: .seconds(1))
    let client = suite.client(backoff: Self.quick)
    let error = await rpcError {
      try await client.unary(
        EchoService.unary, Echo(),
        options: RPCCallOptions(timeout: .milliseconds(80), isWaitForReady: true))
    }
    #expect(error?.code == .deadlineExceeded)
    await client.close()
  }

  @Test("A server with another identity than expected gets no call")
  func wrongIdentity() async throws {
    let suite = try await TestSuite.make()
    let other = try #require(TLSIdentity(kind: .service, name: "network"))
    let client = suite.client(expecting: .exactly(other))
    let error = await rpcError { try await client.unary(EchoService.unary, Echo()) }
    #expect(error?.code == .unavailable)
    #expect(error?.message.contains("peerIdentityRefused") == true)
    #expect(suite.records.all.isEmpty)
    await client.close()
    await suite.server.shutdown(drainTimeMax: .seconds(1))
  }

  @Test("After a restart on the same path the client connects again by itself")
  func restart() async throws {
    let path = try TestCredentials.shared.get().socketPath()
    let first = try await TestSuite.make(on: .unix(path: path))
    let client = first.client(backoff: Self.quick)
    for round in 0..<UInt64(5) {
      let suite = round == 0 ? first : try await TestSuite.make(on: .unix(path: path))
      let answer = try await client.unary(
        EchoService.unary, Echo(number: round),
        options: RPCCallOptions(timeout: .seconds(30), isWaitForReady: true))
      #expect(answer.number == round)
      await suite.server.shutdown(drainTimeMax: .seconds(1))
    }
    await client.close()
  }

  @Test("A connection cut in mid-call makes the call UNAVAILABLE and cancels the handler")
  func cut() async throws {
    let started = Signal()
    let proceed = Signal()
    let cancelled = Signal()
    var router = EchoService.router()
    router.handle(
      EchoService.unary,
      unary: { request, _ in
        if request.number == 0 { return request }
        started.raise()
        if await proceed.waitOrCancellation() { cancelled.raise() }
        return request
      })
    let suite = try await TestSuite.make(router: router)
    let proxy = try await CutProxy(to: suite.address)
    let client = RPCClient(
      target: proxy.address, tls: suite.credentials.client,
      expecting: .exactly(suite.credentials.serverIdentity), eventLoop: TestSuite.group.next(),
      limits: .patient, backoff: Self.quick)
    let task = Task {
      await rpcError { try await client.unary(EchoService.unary, Echo(number: 1)) }
    }
    await started.wait()
    proxy.cut()
    #expect(await task.value?.code == .unavailable)
    await cancelled.wait()
    let again = try await client.unary(
      EchoService.unary, Echo([1]),
      options: RPCCallOptions(timeout: .seconds(30), isWaitForReady: true))
    #expect(again == Echo([1]))
    await client.close()
    await proxy.close()
    await suite.server.shutdown(drainTimeMax: .seconds(1))
  }

  @Test("A drain lets open calls finish and takes no new ones")
  func drain() async throws {
    let started = Signal()
    let proceed = Signal()
    let suite = try await TestSuite.make(
      router: waitingRouter(started: started, proceed: proceed))
    let client = suite.client(backoff: Self.quick)
    async let answer = client.clientStreaming(EchoService.collect) { _ in }
    await started.wait()
    async let down: Void = suite.server.shutdown(drainTimeMax: .seconds(30))
    // New calls pass until the client has heard of the drain; then there is nobody to connect to.
    while await rpcError(of: { try await client.unary(EchoService.unary, Echo()) }) == nil {}
    proceed.raise()
    #expect(try await answer == Echo([4]))
    await down
    #expect(suite.server.connectionCount == 0)
    #expect(suite.records.all.filter { $0.path == EchoService.collect.path }.map(\.code) == [.ok])
    await client.close()
  }

  @Test("A drain ends what does not finish in time, and tells the caller")
  func drainBound() async throws {
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
    let suite = try await TestSuite.make(router: router)
    let client = suite.client()
    let task = Task { await rpcError { try await client.unary(EchoService.unary, Echo()) } }
    await started.wait()
    await suite.server.shutdown(drainTimeMax: .milliseconds(50))
    #expect(await task.value?.code == .unavailable)
    await client.close()
  }

  @Test("While a server drains, calls under load either succeed or are safe to repeat")
  func drainUnderLoad() async throws {
    let path = try TestCredentials.shared.get().socketPath()
    var suite = try await TestSuite.make(on: .unix(path: path))
    let client = suite.client(backoff: Self.quick)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<16 {
        group.addTask {
          var answered = 0
          for number in 0..<UInt64(300) {
            let answer = try await client.unary(
              EchoService.unary, Echo(number: number),
              options: RPCCallOptions(timeout: .seconds(30), isWaitForReady: true))
            if answer.number == number { answered += 1 }
          }
          return answered
        }
      }
      for _ in 0..<5 {
        await suite.server.shutdown(drainTimeMax: .seconds(10))
        suite = try await TestSuite.make(on: .unix(path: path))
      }
      let answered = try await group.reduce(0, +)
      #expect(answered == 16 * 300)
    }
    await client.close()
    await suite.server.shutdown(drainTimeMax: .seconds(1))
  }

  @Test("A closed client fails its calls in flight and takes no new ones")
  func closedClient() async throws {
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
    let suite = try await TestSuite.make(router: router)
    let client = suite.client()
    let task = Task { await rpcError { try await client.unary(EchoService.unary, Echo()) } }
    await started.wait()
    await client.close()
    #expect(await task.value?.code == .unavailable)
    let error = await rpcError { try await client.unary(EchoService.unary, Echo()) }
    #expect(error?.code == .unavailable)
    await suite.server.shutdown(drainTimeMax: .seconds(1))
  }

  @Test("Connections over the limit are closed, and there is room again after one ends")
  func connectionLimit() async throws {
    var limits = RPCLimits.patient
    limits.connectionsMax = 1
    let suite = try await TestSuite.make(limits: limits)
    let first = suite.client()
    _ = try await first.unary(EchoService.unary, Echo())
    let second = suite.client(backoff: Self.quick)
    let error = await rpcError { try await second.unary(EchoService.unary, Echo()) }
    #expect(error?.code == .unavailable)
    await first.close()
    let answer = try await second.unary(
      EchoService.unary, Echo([2]),
      options: RPCCallOptions(timeout: .seconds(30), isWaitForReady: true))
    #expect(answer == Echo([2]))
    await second.close()
    await suite.server.shutdown(drainTimeMax: .seconds(1))
  }

  @Test("Connections are reported with their peer, and failed ones with a reason")
  func connectionEvents() async throws {
    let events = RecordedQuestions()
    let ended = Signal()
    let credentials = try TestCredentials.shared.get()
    let server = RPCServer(
      router: EchoService.router(), tls: credentials.server, group: TestSuite.group,
      limits: .patient,
      observeConnection: { event in
        switch event {
        case .established(let peer): events.append("established \(peer.identity.name)")
        case .ended(let peer, let reason):
          events.append("ended \(peer?.identity.name ?? "nobody") \(!reason.isEmpty)")
          if peer == nil { ended.raise() }
        case .refused: events.append("refused")
        case .turnedAway(let peer, _): events.append("turned away \(peer.identity.name)")
        }
      })
    try await server.start(on: [.tcp(host: "127.0.0.1", port: 0)])
    let client = RPCClient(
      target: server.addresses[0], tls: credentials.client, expecting: .any,
      eventLoop: TestSuite.group.next(), limits: .patient)
    _ = try await client.unary(EchoService.unary, Echo())
    await client.close()
    guard case .tcp(let host, let port) = server.addresses[0] else { return }
    let plain = try await ClientBootstrap(group: TestSuite.group).connect(host: host, port: port)
      .get()
    try await plain.writeAndFlush(ByteBuffer(string: "GET / HTTP/1.1\r\n\r\n"))
    await ended.wait()
    try? await plain.close().get()
    await server.shutdown(drainTimeMax: .seconds(1))
    #expect(
      Set(events.all) == ["established tester", "ended tester false", "ended nobody true"])
  }

  @Test("A client tells why an attempt failed, whom it reached and how a connection ended")
  func clientConnectionEvents() async throws {
    let events = Journal<RPCConnectionEvent>()
    let suite = try await TestSuite.make()
    let other = try #require(TLSIdentity(kind: .service, name: "network"))
    for expected in [other, suite.credentials.serverIdentity] {
      let client = RPCClient(
        target: suite.address, tls: suite.credentials.client, expecting: .exactly(expected),
        eventLoop: TestSuite.group.next(), limits: .patient, backoff: Self.quick,
        observeConnection: { events.append($0) })
      let isKnown = expected == suite.credentials.serverIdentity
      do {
        _ = try await client.unary(EchoService.unary, Echo())
        #expect(isKnown)
      } catch {
        #expect(!isKnown)
      }
      await client.close()
    }
    await suite.server.shutdown(drainTimeMax: .seconds(1))
    let all = await events.wait { $0.count >= 3 }
    guard case .ended(nil, let reason) = all.first else {
      Issue.record("the first attempt is told as something else: \(all)")
      return
    }
    #expect(reason.contains("Another identity answers than the one expected here"))
    guard case .established(let peer) = all[1] else {
      Issue.record("the second attempt is told as something else: \(all)")
      return
    }
    #expect(peer.identity == suite.credentials.serverIdentity)
    #expect(all[2...] == [.ended(peer, reason: "")])
  }

  @Test("A stream limit of one makes calls wait, not fail")
  func streamLimit() async throws {
    var limits = RPCLimits.patient
    limits.streamsPerConnectionMax = 1
    try await TestSuite.run(limits: limits) { _, client in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<UInt64(50) {
          group.addTask {
            let answer = try await client.unary(EchoService.unary, Echo(number: number))
            #expect(answer.number == number)
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test("A client moves to a fresh connection before its stream numbers run out")
  func freshConnections() async throws {
    var limits = RPCLimits.patient
    limits.callsPerConnectionMax = 7
    try await TestSuite.run(limits: limits) { suite, client in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<UInt64(100) {
          group.addTask {
            let answer = try await client.unary(EchoService.unary, Echo(number: number))
            #expect(answer.number == number)
          }
        }
        try await group.waitForAll()
      }
      #expect(suite.records.all.count == 100)
    }
  }

  @Test("A client that nobody holds lives until its calls have ended")
  func abandonedClient() async throws {
    let suite = try await TestSuite.make()
    let stream = try await suite.client().serverStreaming(EchoService.stream, Echo(number: 100))
    var count = 0
    for try await _ in stream { count += 1 }
    #expect(count == 100)
    await suite.server.shutdown(drainTimeMax: .seconds(5))
    #expect(suite.server.connectionCount == 0)
  }

  @Test("A server listens on several addresses at once")
  func severalAddresses() async throws {
    let credentials = try TestCredentials.shared.get()
    let server = RPCServer(
      router: EchoService.router(), tls: credentials.server, group: TestSuite.group,
      limits: .patient)
    let path = credentials.socketPath()
    try await server.start(on: [.tcp(host: "127.0.0.1", port: 0), .unix(path: path)])
    #expect(server.addresses.count == 2)
    for address in server.addresses {
      let client = RPCClient(
        target: address, tls: credentials.client, expecting: .any,
        eventLoop: TestSuite.group.next(), limits: .patient)
      let answer = try await client.unary(EchoService.unary, Echo([1]))
      #expect(answer == Echo([1]))
      await client.close()
    }
    await server.shutdown(drainTimeMax: .seconds(1))
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("Paths that cannot be a socket are refused in words")
  func badPaths() async throws {
    let credentials = try TestCredentials.shared.get()
    let server = RPCServer(
      router: EchoService.router(), tls: credentials.server, group: TestSuite.group)
    let long = "/" + String(repeating: "p", count: 107)
    let error = await rpcError { try await server.start(on: [.unix(path: long)]) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message.contains("108 bytes, at most 107") == true)
    let file = credentials.directory + "/plain-file"
    #expect(FileManager.default.createFile(atPath: file, contents: Data("kept".utf8)))
    let taken = await rpcError { try await server.start(on: [.unix(path: file)]) }
    #expect(taken?.code == .failedPrecondition)
    #expect(FileManager.default.contents(atPath: file) == Data("kept".utf8))
    let port = await rpcError { try await server.start(on: [.tcp(host: "", port: 70_000)]) }
    #expect(port?.code == .invalidArgument)
  }

  @Test("A socket file left by a dead server is replaced, a living server's is not")
  func staleSocket() async throws {
    let credentials = try TestCredentials.shared.get()
    let path = credentials.socketPath()
    let bound = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(bound, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(status == 0)
    close(bound)
    let suite = try await TestSuite.make(on: .unix(path: path))
    let rival = RPCServer(
      router: EchoService.router(), tls: credentials.server, group: TestSuite.group)
    let error = await rpcError { try await rival.start(on: [.unix(path: path)]) }
    #expect(error?.code == .alreadyExists)
    let client = suite.client()
    let answer = try await client.unary(EchoService.unary, Echo([1]))
    #expect(answer == Echo([1]))
    await client.close()
    await suite.server.shutdown(drainTimeMax: .seconds(1))
  }
}
