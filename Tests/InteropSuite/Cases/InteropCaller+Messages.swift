import InteropMessages
import Protobuf
import RPC

// The cases about messages of every number and size.

extension InteropCaller {
  func emptyUnary() async throws {
    let answer = try await service.emptyCall(Testing.Empty(), options: Self.options)
    try expectEqual("the answer", answer, Testing.Empty())
  }

  func largeUnary() async throws {
    let answer = try await service.unaryCall(Self.largeRequest, options: Self.options)
    try Self.expect(answer.payload, size: InteropSizes.largeResponse)
  }

  static var largeRequest: Testing.SimpleRequest {
    .with {
      $0.responseSize = InteropSizes.largeResponse
      $0.payload = payload(InteropSizes.largeRequest)
    }
  }

  func clientStreaming() async throws {
    let answer = try await service.streamingInputCall(options: Self.options) { requests in
      for size in InteropSizes.requests {
        try await requests.write(.with { $0.payload = Self.payload(size) })
      }
    }
    try expectEqual(
      "the sum", answer.aggregatedPayloadSize, InteropSizes.requestsTogether)
  }

  func serverStreaming() async throws {
    let request = Testing.StreamingOutputCallRequest.with {
      $0.responseParameters = InteropSizes.responses.map { size in .with { $0.size = size } }
    }
    var sizes = InteropSizes.responses[...]
    for try await answer in try await service.streamingOutputCall(request, options: Self.options) {
      guard let size = sizes.popFirst() else { throw InteropError("too many responses came") }
      try Self.expect(answer.payload, size: size)
    }
    try expectEqual("the number of responses that are missing", sizes.count, 0)
  }

  func pingPong() async throws {
    try await service.fullDuplexCall(options: Self.options) { requests, responses in
      var answers = responses.makeAsyncIterator()
      for (sent, asked) in zip(InteropSizes.requests, InteropSizes.responses) {
        try await requests.write(Self.request(sent, answeredBy: asked))
        try Self.expect(try await answers.next()?.payload, size: asked)
      }
      requests.finish()
      guard try await answers.next() == nil else { throw InteropError("too many responses came") }
    }
  }

  /// A request of a conversation that asks for one response.
  static func request(_ sent: Int, answeredBy asked: Int32) -> Testing.StreamingOutputCallRequest {
    .with {
      $0.payload = payload(sent)
      $0.responseParameters = [.with { $0.size = asked }]
    }
  }

  func emptyStream() async throws {
    try await service.fullDuplexCall(options: Self.options) { requests, responses in
      requests.finish()
      for try await _ in responses { throw InteropError("a response came without a request") }
    }
  }
}
