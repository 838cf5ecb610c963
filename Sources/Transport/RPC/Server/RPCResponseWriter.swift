public import Protobuf

/// Where a streaming handler puts its responses.
public struct RPCResponseWriter<Message: ProtobufMessage>: Sendable {
  let call: ServerCall

  /// Queues a response, and waits while more than the limit of queued bytes is unsent.
  ///
  /// - Parameters:
  ///   - message: The response.
  ///   - isCompressible: False sends this one as it is although responses are compressed.
  /// - Throws: ``RPCError`` when the call is over or the message is larger than the limit.
  public func write(_ message: Message, isCompressible: Bool = true) async throws {
    try await call.send(message, isCompressible: isCompressible)
  }
}
