import NIOCore
import Protobuf
import RPC
import TLS
import Testing

@Suite("How calls fail", .timeLimit(.minutes(1)))
struct FailureTests {
  private struct Secret: Error, CustomStringConvertible {
    var description: String { "member 12345" }
  }

  private func unary(
    _ handler: @escaping @Sendable (Echo, RPCContext) async throws -> Echo
  ) -> RPCRouter {
    var router = EchoService.router()
    router.handle(EchoService.unary, unary: handler)
    return router
  }

  @Test("A deadline ends the call on both sides and cancels the handler")
  func deadline() async throws {
    let started = Signal()
    let waits = Signal()
    let ended = Signal()
    let router = unary { request, context in
      #expect(context.deadline != nil)
      started.raise()
      if await waits.waitOrCancellation() { ended.raise() }
      return request
    }
    try await TestSuite.run(router: router) { suite, client in
      // On a busy machine a call may run out of time before it arrives; one that arrived counts.
      repeat {
        let error = await rpcError {
          try await client.unary(
            EchoService.unary, Echo(), options: RPCCallOptions(timeout: .milliseconds(100)))
        }
        #expect(error?.code == .deadlineExceeded)
      } while !started.isRaised
      await ended.wait()
      // Whichever side's timer was first, the server has ended the call for that reason or the other.
      let codes = Set(await suite.records.wait(for: 1).map(\.code))
      #expect(!codes.isDisjoint(with: [.deadlineExceeded, .cancelled]))
    }
  }

  @Test("A call whose time is up before it starts never reaches a handler")
  func deadlineInThePast() async throws {
    let router = unary { request, _ in
      Issue.record("the handler ran")
      return request
    }
    try await TestSuite.run(router: router) { _, client in
      let past = NIODeadline.now() - .seconds(1)
      let error = await rpcError {
        try await client.unary(
          EchoService.unary, Echo(), options: RPCCallOptions(deadline: past))
      }
      #expect(error?.code == .deadlineExceeded)
    }
  }

  @Test("A cancelled task cancels its call, and the handler with it")
  func cancellation() async throws {
    let started = Signal()
    let waits = Signal()
    let cancelled = Signal()
    let router = unary { request, _ in
      started.raise()
      if await waits.waitOrCancellation() { cancelled.raise() }
      return request
    }
    try await TestSuite.run(router: router) { suite, client in
      let task = Task { await rpcError { try await client.unary(EchoService.unary, Echo()) } }
      await started.wait()
      task.cancel()
      #expect(await task.value?.code == .cancelled)
      await cancelled.wait()
      #expect(await suite.records.wait(for: 1).map(\.code) == [.cancelled])
    }
  }

  @Test("A caller that waits for room is freed when its task is cancelled")
  func cancelledWriter() async throws {
    let started = Signal()
    let never = Signal()
    var router = EchoService.router()
    router.handle(
      EchoService.collect,
      clientStreaming: { _, _ in
        started.raise()
        _ = await never.waitOrCancellation()
        return Echo()
      })
    try await TestSuite.run(router: router) { suite, client in
      let task = Task {
        await rpcError {
          try await client.clientStreaming(EchoService.collect) { requests in
            let payload = [UInt8](repeating: 1, count: 100_000)
            while true { try await requests.write(Echo(payload)) }
          }
        }
      }
      await started.wait()
      task.cancel()
      #expect(await task.value?.code == .cancelled)
      #expect(await suite.records.wait(for: 1).map(\.code) == [.cancelled])
    }
  }

  @Test("Dropping a response stream unread cancels its handler")
  func droppedStream() async throws {
    let cancelled = Signal()
    var router = EchoService.router()
    router.handle(
      EchoService.stream,
      serverStreaming: { request, responses, _ in
        do {
          while true { try await responses.write(request) }
        } catch {
          cancelled.raise()
          throw error
        }
      })
    try await TestSuite.run(router: router) { suite, client in
      do {
        let stream = try await client.serverStreaming(EchoService.stream, Echo([1]))
        var iterator = stream.makeAsyncIterator()
        let first = try await iterator.next()
        #expect(first == Echo([1]))
      }
      await cancelled.wait()
      #expect(await suite.records.wait(for: 1).map(\.code) == [.cancelled])
    }
  }

  @Test("Every part of an RPCError reaches the caller")
  func details() async throws {
    let thrown = RPCError(
      .failedPrecondition, "closed: 100 % caf\u{e9}", reason: "PERIOD_CLOSED",
      metadata: ["period": "2026-01"],
      fieldViolations: [FieldViolation(field: "claim.lines[0]", description: "too late")],
      retryDelay: .milliseconds(1_500))
    try await TestSuite.run(router: unary { _, _ in throw thrown }) { suite, client in
      let error = await rpcError { try await client.unary(EchoService.unary, Echo()) }
      #expect(error == thrown)
      #expect(await suite.records.wait(for: 1).map(\.reason) == ["PERIOD_CLOSED"])
    }
  }

  @Test("An error after some responses comes after them")
  func lateError() async throws {
    var router = EchoService.router()
    router.handle(
      EchoService.stream,
      serverStreaming: { _, responses, _ in
        for number in 0..<UInt64(3) { try await responses.write(Echo(number: number)) }
        throw RPCError(.dataLoss, "lost", reason: "LOST")
      })
    try await TestSuite.run(router: router) { _, client in
      var numbers: [UInt64] = []
      let error = await rpcError {
        for try await response in try await client.serverStreaming(EchoService.stream, Echo()) {
          numbers.append(response.number)
        }
      }
      #expect(numbers == [0, 1, 2])
      #expect(error == RPCError(.dataLoss, "lost", reason: "LOST"))
    }
  }

  @Test("An error of another type says nothing about itself")
  func foreignError() async throws {
    try await TestSuite.run(router: unary { _, _ in throw Secret() }) { _, client in
      let error = await rpcError { try await client.unary(EchoService.unary, Echo()) }
      #expect(error == RPCError(.internalError, "internal error", reason: "INTERNAL"))
    }
  }

  @Test("A method nobody registered is UNIMPLEMENTED, asked about and recorded")
  func unknownMethod() async throws {
    let asked = RecordedQuestions()
    try await TestSuite.run(
      admit: { head in
        asked.append("\(head.path) \(head.isKnownMethod)")
        return .admit(requestBytesMax: .max)
      },
      { suite, client in
        let error = await rpcError { try await client.unary(EchoService.unknown, Echo()) }
        #expect(error?.code == .unimplemented)
        let records = await suite.records.wait(for: 1)
        #expect(records.map(\.path) == ["/test.EchoService/Unknown"])
        #expect(records.map(\.isKnownMethod) == [false])
        #expect(records.map(\.code) == [.unimplemented])
        #expect(asked.all == ["/test.EchoService/Unknown false"])
      })
  }

  @Test(
    "A path that is not exactly a method's reaches no handler",
    arguments: [
      "test.EchoService/Unary", "//test.EchoService/Unary", "/test.EchoService/Unary/",
      "/test.EchoService/unary", "/test.EchoService/%55nary", "/test.EchoService/../Unary",
      "/test.EchoService/Unary?x", "/test.Echoservice/Unary", "/", "/test.EchoService/Unar",
    ])
  func pathTricks(path: String) async throws {
    let router = unary { request, _ in
      Issue.record("the handler ran")
      return request
    }
    try await TestSuite.run(router: router) { _, client in
      let error = await rpcError {
        try await client.rawUnary(
          path: path, request: [], options: RPCCallOptions(timeout: .seconds(20)))
      }
      #expect(error?.code == .unimplemented || error?.code == .internalError)
    }
  }

  @Test("A refusal by the authorization closure reaches the caller before any handler runs")
  func permissionDenied() async throws {
    let router = unary { request, _ in
      Issue.record("the handler ran")
      return request
    }
    try await TestSuite.run(
      router: router,
      admit: { head in
        guard head.isKnownMethod, head.path == EchoService.unary.path,
          head.peer.identity.name == "tester"
        else { return .admit(requestBytesMax: .max) }
        return .refuse(
          RPCError(.permissionDenied, "not for programs", reason: "ROLE_MISSING"))
      },
      { suite, client in
        let error = await rpcError { try await client.unary(EchoService.unary, Echo()) }
        #expect(error == RPCError(.permissionDenied, "not for programs", reason: "ROLE_MISSING"))
        #expect(await suite.records.wait(for: 1).map(\.code) == [.permissionDenied])
      })
  }

  @Test("A request over the server's limit is RESOURCE_EXHAUSTED and the connection lives on")
  func oversizeRequest() async throws {
    var limits = RPCLimits.patient
    limits.messageBytesMax = 10_000
    let suite = try await TestSuite.make(limits: limits)
    let client = suite.client()
    let error = await rpcError {
      try await client.unary(EchoService.unary, Echo([UInt8](repeating: 1, count: 10_000)))
    }
    #expect(error?.code == .resourceExhausted)
    let answer = try await client.unary(
      EchoService.unary, Echo([UInt8](repeating: 1, count: 9_990)))
    #expect(answer.payload.count == 9_990)
    #expect(suite.server.connectionCount == 1)
    await client.close()
    await suite.server.shutdown(drainTimeMax: .seconds(1))
  }

  @Test("A response over the client's limit is RESOURCE_EXHAUSTED")
  func oversizeResponse() async throws {
    let suite = try await TestSuite.make()
    var limits = RPCLimits.patient
    limits.messageBytesMax = 1_000
    let client = suite.client(limits: limits)
    let error = await rpcError {
      for try await _ in try await client.serverStreaming(EchoService.stream, Echo(number: 1)) {}
      let big = try await client.clientStreaming(EchoService.collect) { requests in
        for _ in 0..<3 { try await requests.write(Echo([UInt8](repeating: 1, count: 900))) }
      }
      Issue.record("\(big.payload.count) bytes came")
    }
    #expect(error?.code == .resourceExhausted)
    await client.close()
    await suite.server.shutdown(drainTimeMax: .seconds(1))
  }

  @Test("A message that cannot be decoded is INVALID_ARGUMENT, a broken response too")
  func malformed() async throws {
    try await TestSuite.run { _, client in
      let error = await rpcError {
        try await client.rawUnary(path: EchoService.unary.path, request: [0x0A, 200])
      }
      #expect(error?.code == .invalidArgument)
      #expect(error?.reason == "MALFORMED_MESSAGE")
    }
  }

  @Test("A server that answers a stream early ends it for the writer")
  func earlyAnswer() async throws {
    var router = EchoService.router()
    router.handle(
      EchoService.collect,
      clientStreaming: { requests, _ in
        var iterator = requests.makeAsyncIterator()
        return try await iterator.next() ?? Echo()
      })
    try await TestSuite.run(router: router) { _, client in
      let answer = try await client.clientStreaming(EchoService.collect) { requests in
        while true { try await requests.write(Echo([7])) }
      }
      #expect(answer == Echo([7]))
    }
  }

  @Test("What the body of a stream throws cancels the call and comes out unchanged")
  func bodyThrows() async throws {
    let started = Signal()
    var router = EchoService.router()
    router.handle(
      EchoService.collect,
      clientStreaming: { requests, _ in
        for try await _ in requests { started.raise() }
        return Echo()
      })
    try await TestSuite.run(router: router) { suite, client in
      await #expect(throws: Secret.self) {
        _ = try await client.clientStreaming(EchoService.collect) { requests in
          try await requests.write(Echo([7]))
          await started.wait()
          throw Secret()
        }
      }
      #expect(await suite.records.wait(for: 1).map(\.code) == [.cancelled])
    }
  }

  @Test("Text and bytes travel as metadata in both directions")
  func metadata() async throws {
    let router = unary { request, context in
      var trailers = RPCMetadata()
      try trailers.add("x-trailer-bin", binary: context.metadata.binary("x-key-bin") ?? [])
      context.addResponseTrailers(trailers)
      var headers = RPCMetadata()
      try headers.add("x-header", text: context.metadata.text("x-text") ?? "none")
      context.addResponseHeaders(headers)
      return request
    }
    try await TestSuite.run(router: router) { _, client in
      var metadata = RPCMetadata()
      try metadata.add("x-text", text: "a value, with comma")
      try metadata.add("x-key-bin", binary: [0, 1, 254, 255])
      let response = try await client.unaryResponse(
        EchoService.unary, Echo([1]), options: RPCCallOptions(metadata: metadata))
      #expect(response.headers.text("x-header") == "a value, with comma")
      #expect(response.trailers.binary("x-trailer-bin") == [0, 1, 254, 255])
      #expect(response.headers.entries.count == 1)
      #expect(response.trailers.entries.count == 1)
    }
  }

  @Test("Headers over the limit are RESOURCE_EXHAUSTED")
  func headersTooLarge() async throws {
    try await TestSuite.run { suite, _ in
      var limits = RPCLimits.patient
      limits.headerListBytesMax *= 2
      let client = suite.client(limits: limits)
      var metadata = RPCMetadata()
      for number in 0..<5 {
        try metadata.add("x-\(number)", text: String(repeating: "v", count: 4_000))
      }
      let options = RPCCallOptions(metadata: metadata)
      let error = await rpcError {
        try await client.unary(EchoService.unary, Echo(), options: options)
      }
      #expect(error?.code == .resourceExhausted)
      let answer = try await client.unary(EchoService.unary, Echo([1]))
      #expect(answer == Echo([1]))
    }
  }
}
