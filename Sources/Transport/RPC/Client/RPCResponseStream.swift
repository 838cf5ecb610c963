public import Protobuf

/// The responses of a call, in order; may be read once, by one task.
///
/// Taking a message gives the server room to send more. When the last copy of the stream is gone
/// before its end, the call is cancelled.
public struct RPCResponseStream<Message: ProtobufMessage>: AsyncSequence, Sendable {
  /// A response.
  public typealias Element = Message

  private let lifetime: CallLifetime

  init(call: ClientCall) {
    self.lifetime = CallLifetime(call)
  }

  /// Reads the responses; throws ``RPCError`` when the call fails.
  public struct Iterator: AsyncIteratorProtocol {
    fileprivate let lifetime: CallLifetime

    /// The next response, nil after the last one of a call that succeeded.
    public mutating func next() async throws -> Message? {
      try await lifetime.call.next(Message.self)
    }
  }

  /// An iterator over what has not been read.
  public func makeAsyncIterator() -> Iterator {
    Iterator(lifetime: lifetime)
  }

  /// The response headers that have come so far.
  public var headers: RPCMetadata {
    get async {
      let call = lifetime.call
      return await call.read { call.headers }
    }
  }

  /// Whether the response that was read last came compressed.
  public var isLastCompressed: Bool {
    get async {
      let call = lifetime.call
      return await call.read { call.isLastCompressed }
    }
  }

  /// The trailers; empty before the end.
  public var trailers: RPCMetadata {
    get async {
      let call = lifetime.call
      return await call.read { call.trailers }
    }
  }
}

/// Cancels a call that nobody reads any more.
final class CallLifetime: Sendable {
  let call: ClientCall

  init(_ call: ClientCall) {
    self.call = call
  }

  deinit {
    let call = call
    call.onLoop { call.cancel() }
  }
}
