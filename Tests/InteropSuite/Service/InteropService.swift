import InteropMessages
import Protobuf
package import RPC
import TLS

/// The test server's side of the cases: `grpc.testing.TestService` without its method that nobody
/// answers, and nothing of `grpc.testing.UnimplementedService`.
package enum InteropService {
  /// The largest payload that it makes, in bytes.
  package static let payloadBytesMax: Int32 = 4_000_000
  /// The longest wait before a response.
  static let intervalMax: Duration = .seconds(10)

  /// The limits of a test server, or of a client that runs cases: the usual ones, but compression is
  /// allowed.
  package static var limits: RPCLimits {
    var limits = RPCLimits.defaults
    limits.isCompressionAllowed = true
    return limits
  }

  /// The methods.
  package static func router() -> RPCRouter {
    var router = RPCRouter()
    router.handle(Testing.TestService.emptyCall, unary: { request, _ in request })
    router.handle(Testing.TestService.unaryCall, unary: answer)
    router.handle(Testing.TestService.streamingInputCall, clientStreaming: sum)
    router.handle(Testing.TestService.streamingOutputCall, serverStreaming: answerEach)
    router.handle(Testing.TestService.fullDuplexCall, bidirectionalStreaming: converse)
    router.handle(Testing.TestService.halfDuplexCall, bidirectionalStreaming: collect)
    return router
  }

  private static func answer(
    _ request: Testing.SimpleRequest, _ context: RPCContext
  ) async throws -> Testing.SimpleResponse {
    try EchoedMetadata.echo(context)
    try check(request.responseStatus)
    try await expectCompressed(request.expectCompressed, context)
    context.compressResponses(request.responseCompressed?.value ?? false)
    var response = Testing.SimpleResponse()
    response.payload = try payload(request.responseType, request.responseSize)
    if request.fillUsername { response.username = context.peer.identity.uri }
    return response
  }

  private static func sum(
    _ requests: RPCRequestStream<Testing.StreamingInputCallRequest>, _ context: RPCContext
  ) async throws -> Testing.StreamingInputCallResponse {
    var size = 0
    for try await request in requests {
      try await expectCompressed(request.expectCompressed, context)
      size += request.payload?.body.count ?? 0
    }
    guard let aggregate = Int32(exactly: size) else {
      throw RPCError(.outOfRange, "the payloads together are too large to count")
    }
    return .with { $0.aggregatedPayloadSize = aggregate }
  }

  private static func answerEach(
    _ request: Testing.StreamingOutputCallRequest,
    _ responses: RPCResponseWriter<Testing.StreamingOutputCallResponse>, _ context: RPCContext
  ) async throws {
    try EchoedMetadata.echo(context)
    try await write(request, responses, context)
  }

  private static func converse(
    _ requests: RPCRequestStream<Testing.StreamingOutputCallRequest>,
    _ responses: RPCResponseWriter<Testing.StreamingOutputCallResponse>, _ context: RPCContext
  ) async throws {
    try EchoedMetadata.echo(context)
    for try await request in requests { try await write(request, responses, context) }
  }

  private static func collect(
    _ requests: RPCRequestStream<Testing.StreamingOutputCallRequest>,
    _ responses: RPCResponseWriter<Testing.StreamingOutputCallResponse>, _ context: RPCContext
  ) async throws {
    try EchoedMetadata.echo(context)
    var collected: [Testing.StreamingOutputCallRequest] = []
    for try await request in requests {
      guard collected.count < 1_000 else {
        throw RPCError(.resourceExhausted, "a call may hold 1,000 requests")
      }
      collected.append(request)
    }
    for request in collected { try await write(request, responses, context) }
  }
}

extension InteropService {
  /// Writes the responses that a request lists, after the waits that it asks for.
  private static func write(
    _ request: Testing.StreamingOutputCallRequest,
    _ responses: RPCResponseWriter<Testing.StreamingOutputCallResponse>, _ context: RPCContext
  ) async throws {
    try check(request.responseStatus)
    if request.responseParameters.contains(where: { $0.compressed?.value ?? false }) {
      context.compressResponses(true)
    }
    for parameters in request.responseParameters {
      try await wait(microseconds: parameters.intervalUs)
      let payload = try payload(request.responseType, parameters.size)
      try await responses.write(
        .with { $0.payload = payload }, isCompressible: parameters.compressed?.value ?? false)
    }
  }

  private static func wait(microseconds: Int32) async throws {
    guard microseconds != 0 else { return }
    let interval: Duration = .microseconds(Int64(microseconds))
    guard (.zero...intervalMax).contains(interval) else {
      throw RPCError(.invalidArgument, "a wait lasts at most \(intervalMax)")
    }
    try await Task.sleep(for: interval)
  }

  /// Refuses a request that travelled otherwise than it says.
  private static func expectCompressed(
    _ expected: Testing.BoolValue?, _ context: RPCContext
  ) async throws {
    guard let expected, await context.isRequestCompressed != expected.value else { return }
    throw RPCError(
      .invalidArgument,
      expected.value ? "the request is not compressed" : "the request is compressed")
  }

  /// Ends the call with the status that the request asks for, if it asks for one.
  private static func check(_ status: Testing.EchoStatus?) throws(RPCError) {
    guard let status, status.code != 0 else { return }
    throw RPCError(RPCStatusCode(rawValue: Int(status.code)) ?? .unknown, status.message)
  }

  private static func payload(
    _ type: Testing.PayloadType, _ size: Int32
  ) throws(RPCError) -> Testing.Payload {
    guard type == Testing.PayloadType.compressable else {
      throw RPCError(.invalidArgument, "payloads of that type are not made")
    }
    guard (0...payloadBytesMax).contains(size) else {
      throw RPCError(.invalidArgument, "a payload has 0 to \(payloadBytesMax) bytes")
    }
    return .with { $0.body = [UInt8](repeating: 0, count: Int(size)) }
  }
}
