public import Protobuf

/// The requests of a call, in order; may be read once, by one task.
///
/// Taking a message gives the caller room to send more, so a slow handler slows its caller.
public struct RPCRequestStream<Message: ProtobufMessage>: AsyncSequence, Sendable {
  /// A request.
  public typealias Element = Message

  let call: ServerCall

  /// Reads the requests; throws ``RPCError`` when the call ends early or a message is malformed.
  public struct Iterator: AsyncIteratorProtocol {
    let call: ServerCall

    /// The next request, nil after the last.
    public mutating func next() async throws -> Message? {
      try await call.next(Message.self)
    }
  }

  /// An iterator over what has not been read.
  public func makeAsyncIterator() -> Iterator {
    Iterator(call: call)
  }
}
