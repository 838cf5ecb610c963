public import Protobuf

/// Where the caller of a streaming method puts its requests.
public struct RPCRequestWriter<Message: ProtobufMessage>: Sendable {
  let call: ClientCall

  /// Queues a request, and waits while more than the limit of queued bytes is unsent.
  ///
  /// - Parameters:
  ///   - message: The request.
  ///   - isCompressible: False sends this one as it is although the call compresses.
  /// - Throws: ``RPCError`` when the call is over or the message is larger than the limit.
  public func write(_ message: Message, isCompressible: Bool = true) async throws {
    try await call.send(message, isCompressible: isCompressible)
  }

  /// Tells the server that no more requests come; repeating it has no effect.
  public func finish() {
    let call = call
    call.onLoop { call.endRequest() }
  }
}
