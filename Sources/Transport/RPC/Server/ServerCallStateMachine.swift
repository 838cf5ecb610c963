/// The life of a call on the side that answers it.
///
/// Inputs are what the peer sends, what the handler does and what time does; the returned case says
/// what the driver has to do. Nothing here touches a socket or a clock.
package struct ServerCallStateMachine: Equatable {
  private enum State: Equatable {
    /// Header fields may still come; next: collecting, running, finished, closed.
    case waitingForHeaders
    /// One request message and its end are awaited; next: running, finished, closed.
    case collecting(hasMessage: Bool)
    /// The handler works; next: finished, closed.
    case running(isRequestStreaming: Bool, isRequestEnded: Bool, areHeadersSent: Bool)
    /// The status is decided and on its way; next: closed.
    case finished
    /// The stream is gone.
    case closed
  }

  private var state = State.waitingForHeaders

  /// A call of which nothing has come.
  package init() {}

  /// What complete headers lead to.
  package enum OnHeaders: Equatable {
    /// Run the handler; messages will be read from the stream.
    case startHandler
    /// Wait for the one message of the request.
    case awaitRequest
    /// The call has been answered already.
    case ignore
  }

  /// The header block of a call that is allowed is complete.
  package mutating func receiveHeaders(isRequestStreaming: Bool) -> OnHeaders {
    guard state == .waitingForHeaders else { return .ignore }
    guard isRequestStreaming else {
      state = .collecting(hasMessage: false)
      return .awaitRequest
    }
    state = .running(isRequestStreaming: true, isRequestEnded: false, areHeadersSent: false)
    return .startHandler
  }

  /// What a message leads to.
  package enum OnMessage: Equatable {
    case store
    /// A unary request has more than one message.
    case refuse
    /// The call is over; what still comes is dropped.
    case ignore
  }

  /// A whole message has arrived.
  package mutating func receiveMessage() -> OnMessage {
    switch state {
    case .collecting(hasMessage: false):
      state = .collecting(hasMessage: true)
      return .store
    case .collecting(hasMessage: true), .waitingForHeaders:
      return .refuse
    case .running(let isRequestStreaming, let isRequestEnded, _):
      return isRequestStreaming && !isRequestEnded ? .store : .refuse
    case .finished, .closed:
      return .ignore
    }
  }

  /// What the end of the request leads to.
  package enum OnEnd: Equatable {
    /// The unary request is complete: run the handler.
    case startHandler
    /// Tell the reader that no more messages come.
    case endRequests
    /// The request ended without a message.
    case refuse
    case ignore
  }

  /// The peer has ended its side.
  package mutating func receiveEnd() -> OnEnd {
    switch state {
    case .collecting(hasMessage: true):
      state = .running(isRequestStreaming: false, isRequestEnded: true, areHeadersSent: false)
      return .startHandler
    case .collecting(hasMessage: false):
      return .refuse
    case .running(let isRequestStreaming, false, let areHeadersSent):
      state = .running(
        isRequestStreaming: isRequestStreaming, isRequestEnded: true,
        areHeadersSent: areHeadersSent)
      return .endRequests
    case .waitingForHeaders, .running(_, true, _), .finished, .closed:
      return .ignore
    }
  }

  /// What goes before a response.
  package enum OnSend: Equatable {
    /// Send the response headers, then the message.
    case sendHeaders
    case send
    /// The call is over.
    case refuse
  }

  /// The handler has a message.
  package mutating func send() -> OnSend {
    guard case .running(let isRequestStreaming, let isRequestEnded, let areHeadersSent) = state
    else { return .refuse }
    state = .running(
      isRequestStreaming: isRequestStreaming, isRequestEnded: isRequestEnded, areHeadersSent: true)
    return areHeadersSent ? .send : .sendHeaders
  }

  /// How a status is sent.
  package enum OnFinish: Equatable {
    /// Headers, status and end of stream in one block.
    case sendTrailersOnly
    /// Status after the messages that are queued.
    case sendTrailers
    case ignore
  }

  /// The status is decided: by the handler, a refusal or the deadline, whichever comes first.
  package mutating func finish() -> OnFinish {
    switch state {
    case .waitingForHeaders, .collecting, .running(_, _, areHeadersSent: false):
      state = .finished
      return .sendTrailersOnly
    case .running(_, _, areHeadersSent: true):
      state = .finished
      return .sendTrailers
    case .finished, .closed:
      return .ignore
    }
  }

  /// What the end of the stream means.
  package enum OnClose: Equatable {
    /// The caller gave up or is gone: end the work, and record the call as cancelled.
    case cancel
    /// The call had its status.
    case complete
    case ignore
  }

  /// The stream is over.
  package mutating func close() -> OnClose {
    defer { state = .closed }
    return switch state {
    case .waitingForHeaders, .collecting, .running: .cancel
    case .finished: .complete
    case .closed: .ignore
    }
  }

  /// Whether a request is owed by the peer, so that a stalled one can be told from a quiet one.
  package var awaitsRequest: Bool {
    switch state {
    case .waitingForHeaders, .collecting: true
    case .running, .finished, .closed: false
    }
  }

  /// Whether the response headers have not been sent.
  package var areHeadersOpen: Bool {
    switch state {
    case .waitingForHeaders, .collecting, .running(_, _, areHeadersSent: false): true
    case .running(_, _, areHeadersSent: true), .finished, .closed: false
    }
  }

  /// Whether the status is decided or the stream gone.
  package var isOver: Bool { state == .finished || state == .closed }
}
