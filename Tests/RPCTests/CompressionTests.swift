import Protobuf
import RPC
import RawHTTP2
import Testing

@Suite("Compressed messages between our ends, and from a peer that lies", .timeLimit(.minutes(1)))
struct CompressionTests {
  private static let large = Echo([UInt8](repeating: 7, count: 200_000), number: 3)

  private var allowed: RPCLimits {
    var limits = RPCLimits.patient
    limits.isCompressionAllowed = true
    return limits
  }

  private var gzip: RPCCallOptions {
    var options = RPCCallOptions.defaults
    options.compression = .gzip
    return options
  }

  /// Answers compressed, and with 1 as number when the request came compressed.
  private func router() -> RPCRouter {
    var router = EchoService.router()
    router.handle(
      EchoService.unary,
      unary: { request, context in
        context.compressResponses(true)
        return Echo(request.payload, number: await context.isRequestCompressed ? 1 : 0)
      })
    router.handle(
      EchoService.stream,
      serverStreaming: { request, responses, context in
        context.compressResponses(true)
        for number in 0..<request.number {
          try await responses.write(
            Echo(request.payload, number: number), isCompressible: !number.isMultiple(of: 2))
        }
      })
    return router
  }

  @Test("A unary call compresses both ways, and far fewer bytes travel")
  func unary() async throws {
    try await TestSuite.run(router: router(), limits: allowed) { suite, client in
      let answer = try await client.unaryResponse(EchoService.unary, Self.large, options: gzip)
      #expect(answer.message == Echo(Self.large.payload, number: 1))
      #expect(answer.isCompressed == true)
      let record = try #require(await suite.records.wait(for: 1).first)
      #expect(record.requestBytes < 2_000)
      #expect(record.responseBytes < 2_000)
    }
  }

  @Test("Nothing is compressed unless both sides want it")
  func off() async throws {
    try await TestSuite.run(router: router()) { suite, client in
      let answer = try await client.unaryResponse(EchoService.unary, Self.large)
      #expect(answer.message.number == 0)
      #expect(answer.isCompressed == false)
      #expect(answer.headers.isEmpty)
    }
    // The server may, the client does not ask.
    let suite = try await TestSuite.make(router: router(), limits: allowed)
    let client = suite.client()
    let answer = try await client.unaryResponse(EchoService.unary, Self.large, options: gzip)
    #expect(answer.message.number == 1)
    #expect(answer.isCompressed == false)
    await client.close()
    await suite.server.shutdown(drainTimeMax: .seconds(1))
  }

  @Test("A message that would grow travels as it is, in a call that compresses")
  func small() async throws {
    try await TestSuite.run(router: router(), limits: allowed) { _, client in
      let answer = try await client.unaryResponse(EchoService.unary, Echo([1, 2]), options: gzip)
      #expect(answer.message == Echo([1, 2]))
      #expect(answer.isCompressed == false)
    }
  }

  @Test("Each message of a stream is compressed or not, as its writer says")
  func streams() async throws {
    var router = router()
    router.handle(
      EchoService.chat,
      bidirectionalStreaming: { requests, responses, context in
        for try await request in requests {
          let number: UInt64 = await context.isRequestCompressed ? 1 : 0
          try await responses.write(Echo([request.payload[0]], number: number))
        }
      })
    try await TestSuite.run(router: router, limits: allowed) { _, client in
      let request = Echo([UInt8](repeating: 1, count: 5_000), number: 6)
      let stream = try await client.serverStreaming(EchoService.stream, request)
      var compressed: [Bool] = []
      for try await response in stream {
        #expect(response.payload == request.payload)
        compressed.append(await stream.isLastCompressed)
      }
      #expect(compressed == [false, true, false, true, false, true])
      let seen = try await client.bidirectionalStreaming(EchoService.chat, options: gzip) {
        requests, responses in
        var seen: [UInt64] = []
        var iterator = responses.makeAsyncIterator()
        for number in 0..<4 {
          try await requests.write(request, isCompressible: number.isMultiple(of: 2))
          seen.append(try await iterator.next()?.number ?? 9)
        }
        return seen
      }
      #expect(seen == [1, 0, 1, 0])
    }
  }

  @Test("A server that does not allow gzip says so, with what it accepts")
  func notAllowed() async throws {
    try await TestSuite.run { suite, client in
      let error = await rpcError {
        try await client.unary(EchoService.unary, Self.large, options: gzip)
      }
      #expect(error?.code == .unimplemented)
      #expect(error?.reason == "ENCODING_NOT_ACCEPTED")
      #expect(try await client.unary(EchoService.unary, Echo([1])) == Echo([1]))
      let peer = try await RawPeer(to: suite.address)
      peer.greet()
      peer.send(.call(1, extra: [("te", "trailers"), ("grpc-encoding", "gzip")]))
      let frames = await peer.ended(1)
      let head = try #require(ReadHeaders.all(in: frames).first)
      #expect(head["grpc-accept-encoding"] == "identity")
      #expect(head["grpc-status"] == "12")
      await peer.close()
    }
  }

  @Test("An encoding nobody knows is UNIMPLEMENTED also where gzip is allowed")
  func unknownEncoding() async throws {
    try await TestSuite.run(limits: allowed) { suite, _ in
      let peer = try await RawPeer(to: suite.address)
      peer.greet()
      peer.send(.call(1, extra: [("te", "trailers"), ("grpc-encoding", "deflate")]))
      _ = await peer.ended(1)
      #expect(await suite.records.wait(for: 1).map(\.code) == [.unimplemented])
      await peer.close()
    }
  }

  @Test(
    "A compressed request that is damaged is refused before any handler runs",
    arguments: [
      LyingRequest("cut", .invalidArgument) { Array($0.dropLast(1)) },
      LyingRequest("cut to its header", .invalidArgument) { Array($0.prefix(10)) },
      LyingRequest("empty", .invalidArgument) { _ in [] },
      LyingRequest("trailing byte", .invalidArgument) { $0 + [0] },
      LyingRequest("twice", .invalidArgument) { $0 + $0 },
      LyingRequest("not gzip", .invalidArgument) { _ in [1, 2, 3, 4, 5] },
      LyingRequest("checksum", .invalidArgument) { bytes in
        bytes.enumerated().map { $0.offset == bytes.count - 6 ? $0.element ^ 1 : $0.element }
      },
      LyingRequest("whole", .ok) { $0 },
    ])
  func damaged(request: LyingRequest) async throws {
    var router = RPCRouter()
    router.handle(
      EchoService.unary,
      unary: { echo, _ in
        if request.code != .ok { Issue.record("the handler ran") }
        return Echo(number: echo.number)
      })
    try await TestSuite.run(router: router, limits: allowed) { suite, _ in
      let peer = try await RawPeer(to: suite.address)
      peer.greet()
      let body = request.change(Gzipped.bytes(Self.large.protobufBytes()))
      peer.send(
        .call(1, extra: [("te", "trailers"), ("grpc-encoding", "gzip")]),
        .data(1, RawFrame.message(body, flag: 1), flags: RawFrame.endStream))
      _ = await peer.ended(1)
      #expect(await suite.records.wait(for: 1).map(\.code) == [request.code])
      await peer.close()
    }
  }

  @Test("A bomb of a thousand to one stops at the limit")
  func bomb() async throws {
    var limits = allowed
    limits.messageBytesMax = 1_000_000
    try await TestSuite.run(limits: limits) { suite, client in
      let body = Gzipped.bytes([UInt8](repeating: 0, count: 100_000_000))
      #expect(body.count < 100_000)
      let peer = try await RawPeer(to: suite.address)
      peer.greet()
      peer.send(.call(1, extra: [("te", "trailers"), ("grpc-encoding", "gzip")]))
      let bytes = RawFrame.message(body, flag: 1)
      for start in stride(from: 0, to: bytes.count, by: 16_000) {
        let isLast = start + 16_000 >= bytes.count
        peer.send(
          .data(
            1, Array(bytes[start..<min(start + 16_000, bytes.count)]),
            flags: isLast ? RawFrame.endStream : 0))
      }
      _ = await peer.ended(1)
      let record = try #require(await suite.records.wait(for: 1).first)
      #expect(record.code == .resourceExhausted)
      #expect(record.reason == "MESSAGE_TOO_LARGE")
      await peer.close()
      #expect(try await client.unary(EchoService.unary, Echo([1])) == Echo([1]))
    }
  }
}

/// A compressed request that is not what it says.
struct LyingRequest: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let code: RPCStatusCode
  let change: @Sendable ([UInt8]) -> [UInt8]

  init(
    _ name: String, _ code: RPCStatusCode, _ change: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) {
    self.testDescription = name
    self.code = code
    self.change = change
  }
}
