/// The life of a call on the side that makes it.
///
/// Whatever ends the call first decides its outcome: trailers, cancellation, the deadline or the
/// end of the stream. Nothing here touches a socket or a clock.
package struct ClientCallStateMachine: Equatable {
  private enum State: Equatable {
    /// Waits for a connection or a free stream; next: open, ended.
    case waiting
    /// The request is on its way; next: reading, ended.
    case open
    /// The response headers have come; next: ended.
    case reading
    /// The outcome is known; next: waiting, when the call is made again instead.
    case ended
  }

  private var state = State.waiting
  private var isRequestEnded = false

  /// A call that waits.
  package init() {}

  /// What a free stream leads to.
  package enum OnOpen: Equatable {
    case sendHeaders
    /// The call ended while it waited.
    case ignore
  }

  /// A stream is free for the call.
  package mutating func open() -> OnOpen {
    guard state == .waiting else { return .ignore }
    state = .open
    return .sendHeaders
  }

  /// Whether a message may go.
  package enum OnSend: Equatable {
    case send
    /// The request has ended or the call is over.
    case refuse
  }

  /// The caller has a message.
  package func send() -> OnSend {
    state == .ended || isRequestEnded ? .refuse : .send
  }

  /// What the end of the request leads to.
  package enum OnRequestEnd: Equatable {
    case endStream
    case ignore
  }

  /// The caller has no more messages.
  package mutating func endRequest() -> OnRequestEnd {
    guard state != .ended, !isRequestEnded else { return .ignore }
    isRequestEnded = true
    return .endStream
  }

  /// What a header block means.
  package enum OnFields: Equatable {
    /// These were the response headers; messages follow.
    case readMessages
    /// These were the trailers, or headers that hold the status already.
    case end(RPCError?)
    /// An interim response.
    case ignore
  }

  /// A header block is complete.
  package mutating func receiveFields(_ fields: ResponseFields) -> OnFields {
    switch state {
    case .open:
      if fields.isInterim { return .ignore }
      if fields.isOKResponse && fields.status == nil {
        state = .reading
        return .readMessages
      }
      state = .ended
      return .end(fields.outcome)
    case .reading:
      state = .ended
      return .end(fields.outcome)
    case .waiting, .ended:
      return .ignore
    }
  }

  /// What received bytes lead to.
  package enum OnMessage: Equatable {
    case store
    /// A message before the headers.
    case refuse
    case ignore
  }

  /// DATA has arrived.
  package func receiveData() -> OnMessage {
    switch state {
    case .reading: .store
    case .open: .refuse
    case .waiting, .ended: .ignore
    }
  }

  /// What the end of the stream means.
  package enum OnClose: Equatable {
    /// The stream ended without a status.
    case end(RPCError)
    /// The peer has not worked on the call: it may go to another connection.
    case retry
    case ignore
  }

  /// The stream is over; `isUnprocessed` says that the peer has not begun with it.
  package mutating func close(
    _ code: HTTP2ErrorCode, isUnprocessed: Bool, isConnectionLost: Bool
  ) -> OnClose {
    guard state != .ended else { return .ignore }
    if isUnprocessed && state == .open {
      state = .waiting
      return .retry
    }
    state = .ended
    return .end(Self.error(for: code, isConnectionLost: isConnectionLost))
  }

  /// What wanting another attempt leads to.
  package enum OnRepeated: Equatable {
    /// Wait a while, then ask for a connection.
    case rest
    case ignore
  }

  /// The call ended in a way that may pass, and its caller has not been told.
  package mutating func repeated() -> OnRepeated {
    guard state == .ended else { return .ignore }
    state = .waiting
    return .rest
  }

  /// What giving up asks for.
  package enum OnGiveUp: Equatable {
    /// The call was still waiting: nothing to undo.
    case drop
    /// Tell the peer that nobody waits any more.
    case reset
    case ignore
  }

  /// The caller, the deadline or a broken response ends the call.
  package mutating func giveUp() -> OnGiveUp {
    defer { state = .ended }
    return switch state {
    case .waiting: .drop
    case .open, .reading: .reset
    case .ended: .ignore
    }
  }

  /// Whether the outcome is known.
  package var isEnded: Bool { state == .ended }

  private static func error(for code: HTTP2ErrorCode, isConnectionLost: Bool) -> RPCError {
    if isConnectionLost { return RPCError(.unavailable, "the connection was lost") }
    return switch code {
    case .refusedStream: RPCError(.unavailable, "the peer refused the stream")
    case .cancel: RPCError(.cancelled, "the peer cancelled the stream")
    case .enhanceYourCalm: RPCError(.resourceExhausted, "the peer asks for fewer calls")
    case .inadequateSecurity: RPCError(.permissionDenied, "the peer wants stronger security")
    default: RPCError(.internalError, "the stream ended without a status")
    }
  }
}
