import InteropMessages
import Protobuf
import RPC

// The cases about what travels beside the messages.

extension InteropCaller {
  func customMetadata() async throws {
    let options = RPCCallOptions(timeout: .seconds(60), metadata: try EchoedMetadata.request())
    let answer = try await client.unaryResponse(
      Testing.TestService.unaryCall, Self.largeRequest, options: options)
    try Self.expect(answer.message.payload, size: InteropSizes.largeResponse)
    try Self.expectEchoes(answer.headers, answer.trailers)
    try await service.fullDuplexCall(options: options) { requests, responses in
      let (sent, asked) = (InteropSizes.largeRequest, InteropSizes.largeResponse)
      try await requests.write(Self.request(sent, answeredBy: asked))
      requests.finish()
      for try await answer in responses { try Self.expect(answer.payload, size: asked) }
      try Self.expectEchoes(await responses.headers, await responses.trailers)
    }
  }

  private static func expectEchoes(
    _ headers: RPCMetadata, _ trailers: RPCMetadata
  ) throws(InteropError) {
    try expectEqual(
      "the header", headers.text(EchoedMetadata.initialName), EchoedMetadata.initialValue)
    try expectEqual(
      "the trailer", trailers.binary(EchoedMetadata.trailingName), EchoedMetadata.trailingValue)
  }

  /// A status UNKNOWN with a text comes back, from a call of one message and from a conversation.
  func status(_ message: String) async throws {
    try await statusOfUnary(message)
    try await Self.expectFailure(.unknown, message) {
      try await service.fullDuplexCall(options: Self.options) { requests, responses in
        try await requests.write(.with { $0.responseStatus = Self.status(message) })
        requests.finish()
        for try await _ in responses { throw InteropError("a response came before the status") }
      }
    }
  }

  func specialStatusMessage() async throws {
    try await statusOfUnary(
      "\t\ntest with whitespace\r\nand Unicode BMP \u{263A} and non-BMP \u{1F608}\t\n")
  }

  private func statusOfUnary(_ message: String) async throws {
    try await Self.expectFailure(.unknown, message) {
      _ = try await service.unaryCall(
        .with { $0.responseStatus = Self.status(message) }, options: Self.options)
    }
  }

  private static func status(_ message: String) -> Testing.EchoStatus {
    .with {
      $0.code = Int32(RPCStatusCode.unknown.rawValue)
      $0.message = message
    }
  }

  func unimplementedMethod() async throws {
    try await Self.expectFailure(.unimplemented) {
      _ = try await service.unimplementedCall(Testing.Empty(), options: Self.options)
    }
  }

  func unimplementedService() async throws {
    let other = Testing.UnimplementedServiceClient(client: client)
    try await Self.expectFailure(.unimplemented) {
      _ = try await other.unimplementedCall(Testing.Empty(), options: Self.options)
    }
  }
}
