/// The answer to a call with what came around it.
public struct RPCResponse<Message: Sendable>: Sendable {
  /// The response message.
  public let message: Message
  /// The headers that belong to the application.
  public let headers: RPCMetadata
  /// The trailers that belong to the application.
  public let trailers: RPCMetadata
  /// Whether the message travelled compressed.
  public let isCompressed: Bool
}
