import Protobuf
package import RPC
package import TestMessages

/// Answers what it was sent, in every kind of call.
package struct EchoHandler: TestingV1.EchoServiceHandler {
  /// A handler; it keeps nothing between calls.
  package init() {}

  package func echo(
    _ request: TestingV1.EchoRequest, context: RPCContext
  ) async throws -> TestingV1.EchoResponse {
    .with {
      $0.text = request.text
      $0.payload = request.payload
    }
  }

  package func `repeat`(
    _ request: TestingV1.RepeatRequest,
    responses: RPCResponseWriter<TestingV1.RepeatResponse>, context: RPCContext
  ) async throws {
    for index in 0..<max(0, request.count) {
      try await responses.write(
        .with {
          $0.text = request.text
          $0.index = index
        })
    }
  }

  package func collect(
    requests: RPCRequestStream<TestingV1.CollectRequest>, context: RPCContext
  ) async throws -> TestingV1.CollectResponse {
    var texts: [String] = []
    var bytes = 0
    for try await request in requests {
      bytes += request.text.utf8.count
      guard bytes <= Self.collectedBytesMax else {
        throw RPCError(.resourceExhausted, "the texts are longer than one answer may be")
      }
      texts.append(request.text)
    }
    return .with { $0.texts = texts }
  }

  package func converse(
    requests: RPCRequestStream<TestingV1.ConverseRequest>,
    responses: RPCResponseWriter<TestingV1.ConverseResponse>, context: RPCContext
  ) async throws {
    for try await request in requests {
      try await responses.write(.with { $0.text = request.text })
    }
  }

  private static let collectedBytesMax = 1024 * 1024
}
