import Protobuf
import RPC
import TestMessages

/// Echoes in every kind of call, with nothing around it.
struct BareEcho: TestingV1.EchoServiceHandler {
  func echo(
    _ request: TestingV1.EchoRequest, context: RPCContext
  ) async throws -> TestingV1.EchoResponse {
    .with {
      $0.text = request.text
      $0.payload = request.payload
    }
  }

  func `repeat`(
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

  func collect(
    requests: RPCRequestStream<TestingV1.CollectRequest>, context: RPCContext
  ) async throws -> TestingV1.CollectResponse {
    var texts: [String] = []
    for try await request in requests where texts.count < 1_000 { texts.append(request.text) }
    return .with { $0.texts = texts }
  }

  func converse(
    requests: RPCRequestStream<TestingV1.ConverseRequest>,
    responses: RPCResponseWriter<TestingV1.ConverseResponse>, context: RPCContext
  ) async throws {
    for try await request in requests {
      try await responses.write(.with { $0.text = request.text })
    }
  }
}
