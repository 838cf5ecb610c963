public import Protobuf

/// Where the caller of a streaming method puts its requests.
public struct RPCRequestWriter<Message: ProtobufMessage>: Sendable {
  let call: ClientCall

  /// Queues a request, and waits while more than the limit of queued bytes is unsent.
  ///
  /// - Throws: ``RPCError`` when the call is over or the message is larger than the limit.
  public func write(_ message: Message) async throws {
    try await call.send(message)
  }

  /// Tells the server that no more requests come; repeating it has no effect.
  public func finish() {
    let call = call
    call.onLoop { call.endRequest() }
  }
}
