import Protobuf

/// A call whose caller waits for one response and the status together.
final class UnaryClientCall<Response: ProtobufMessage>: ClientCall, @unchecked Sendable {
  private var waiting: UnsafeContinuation<RPCResponse<Response>, any Error>?

  /// Sends the only request; the continuation is resumed exactly once, on the loop.
  func begin(
    _ request: some ProtobufMessage,
    _ continuation: UnsafeContinuation<RPCResponse<Response>, any Error>
  ) {
    do {
      try enqueue(request)
      endRequest()
      isRepeatable = true
    } catch {
      end(error)
    }
    finish(to: continuation)
    submit()
  }

  /// Waits for the response; the continuation is resumed exactly once, on the loop.
  func finish(to continuation: UnsafeContinuation<RPCResponse<Response>, any Error>) {
    waiting = continuation
    if isEnded { concluded() }
  }

  override func messagesStored() {
    guard inbound?.completeCount ?? 0 <= 1 else {
      return end(RPCError(.internalError, "the response has more than one message"))
    }
    if inbound?.isPartial ?? false { returnWindow(keeping: 0) }
  }

  override func concluded() {
    guard let waiting else { return }
    self.waiting = nil
    if let outcome { return waiting.resume(throwing: outcome) }
    switch readable {
    case .message(let oldest):
      waiting.resume(with: Result { try response(oldest) })
    case .failed(let error):
      waiting.resume(throwing: error)
    case .end, .nothing:
      waiting.resume(throwing: RPCError(.internalError, "the response has no message"))
    }
  }

  private func response(_ oldest: UnsafeRawBufferPointer) throws(RPCError) -> RPCResponse<Response>
  {
    let message = try take(Response.self, oldest)
    return RPCResponse(
      message: message, headers: headers, trailers: trailers, isCompressed: isLastCompressed)
  }
}
