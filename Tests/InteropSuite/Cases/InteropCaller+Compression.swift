import InteropMessages
import Protobuf
import RPC

// The cases about compressed messages.

extension InteropCaller {
  private static let gzip: RPCCallOptions = {
    var options = InteropCaller.options
    options.compression = .gzip
    return options
  }()

  func clientCompressedUnary() async throws {
    if isTellingCompression {
      try await Self.expectFailure(.invalidArgument) {
        try await largeCompressed(isExpected: true, Self.options)
      }
    }
    try await largeCompressed(isExpected: true, Self.gzip)
    try await largeCompressed(isExpected: false, Self.options)
  }

  private func largeCompressed(isExpected: Bool, _ options: RPCCallOptions) async throws {
    var request = Self.largeRequest
    request.expectCompressed = .with { $0.value = isExpected }
    let answer = try await service.unaryCall(request, options: options)
    try Self.expect(answer.payload, size: InteropSizes.largeResponse)
  }

  func serverCompressedUnary() async throws {
    for isCompressed in [true, false] {
      var request = Self.largeRequest
      request.responseCompressed = .with { $0.value = isCompressed }
      let answer = try await client.unaryResponse(
        Testing.TestService.unaryCall, request, options: Self.options)
      try expectEqual("that the response is compressed", answer.isCompressed, isCompressed)
      try Self.expect(answer.message.payload, size: InteropSizes.largeResponse)
    }
  }

  func clientCompressedStreaming() async throws {
    let requests = InteropSizes.compressedRequests
    if isTellingCompression {
      try await Self.expectFailure(.invalidArgument) {
        _ = try await service.streamingInputCall(options: Self.options) { writer in
          try await writer.write(Self.request(requests[0], isCompressed: true))
        }
      }
    }
    let answer = try await service.streamingInputCall(options: Self.gzip) { writer in
      try await writer.write(Self.request(requests[0], isCompressed: true))
      try await writer.write(
        Self.request(requests[1], isCompressed: false), isCompressible: false)
    }
    try expectEqual(
      "the sum", answer.aggregatedPayloadSize, InteropSizes.compressedRequestsTogether)
  }

  private static func request(_ size: Int, isCompressed: Bool) -> Testing.StreamingInputCallRequest
  {
    .with {
      $0.payload = payload(size)
      $0.expectCompressed = .with { $0.value = isCompressed }
    }
  }

  func serverCompressedStreaming() async throws {
    let wanted = zip(InteropSizes.compressedResponses, [true, false])
    let request = Testing.StreamingOutputCallRequest.with {
      $0.responseParameters = wanted.map { size, isCompressed in
        .with {
          $0.size = size
          $0.compressed = .with { $0.value = isCompressed }
        }
      }
    }
    let responses = try await service.streamingOutputCall(request, options: Self.options)
    var answers = responses.makeAsyncIterator()
    for (size, isCompressed) in wanted {
      try Self.expect(try await answers.next()?.payload, size: size)
      try expectEqual(
        "that the response is compressed", await responses.isLastCompressed, isCompressed)
    }
    guard try await answers.next() == nil else { throw InteropError("too many responses came") }
  }
}
