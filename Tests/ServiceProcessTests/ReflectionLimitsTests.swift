import Messages
import NIOPosix
import RPC
import TLS
import TestKit
import Testing

@testable import ServiceProcess

/// Proves that a call of reflection cannot keep its place for ever.
@Suite("A call of reflection ends")
struct ReflectionLimitsTests {
  private typealias Method = ReflectionV1.ServerReflection

  /// Serves reflection and gives the error that `body` sees.
  private func failing(
    _ patience: RequestPatience,
    _ body: (RPCClient) async throws -> Void
  ) async throws -> RPCError? {
    let authority = try TestAuthority()
    var router = RPCRouter()
    router.register(ReflectionService(services: [], patience: patience))
    let name = try Sample.identity(.service, "payment")
    let group = MultiThreadedEventLoopGroup.singleton
    let server = RPCServer(
      router: router, tls: try authority.context(.server, for: name), group: group)
    let address = RPCAddress.unix(path: authority.directory + "/r.sock")
    try await server.start(on: [address])
    let client = RPCClient(
      target: address,
      tls: try authority.context(.client, for: try Sample.identity(.client, "hmo")),
      expecting: .exactly(name), eventLoop: group.next())
    let error = await failure { try await body(client) }
    await client.close()
    await server.shutdown(drainTimeMax: .zero)
    return error
  }

  /// A patience for which that time is over at once, and no other ever.
  private func patience(overAtOnce time: Duration?) -> RequestPatience {
    RequestPatience(idleTimeMax: ReflectionService.idleTimeMax) { asked in
      if asked == time { return }
      let (never, continuation) = AsyncStream<Void>.makeStream()
      for await _ in never {}
      withExtendedLifetime(continuation) {}
      throw CancellationError()
    }
  }

  private func silent(_ client: RPCClient) async throws {
    try await client.bidirectionalStreaming(Method.serverReflectionInfo) { _, responses in
      for try await _ in responses {}
    }
  }

  @Test("when no question comes")
  func idle() async throws {
    let error = try await failing(
      patience(overAtOnce: ReflectionService.idleTimeMax), silent)
    #expect(error?.code == .deadlineExceeded && error?.reason == "REQUEST_IDLE")
  }

  @Test("when a minute is over")
  func overTime() async throws {
    let error = try await failing(
      patience(overAtOnce: ReflectionService.callTimeMax), silent)
    #expect(error?.code == .deadlineExceeded && error?.reason == "REFLECTION_TIME_MAX")
  }

  @Test("when it has asked a thousand questions")
  func questions() async throws {
    var answers = 0
    let error = try await failing(patience(overAtOnce: nil)) { client in
      try await client.bidirectionalStreaming(Method.serverReflectionInfo) {
        requests, responses in
        var iterator = responses.makeAsyncIterator()
        for _ in 0...ReflectionService.questionsMax {
          try await requests.write(.init())
          if try await iterator.next() != nil { answers += 1 }
        }
      }
    }
    #expect(error?.code == .resourceExhausted && error?.reason == "REFLECTION_QUESTIONS_MAX")
    #expect(answers == ReflectionService.questionsMax)
  }
}
