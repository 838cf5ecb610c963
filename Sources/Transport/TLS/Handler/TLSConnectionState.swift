/// What a connection may do next: the decisions of ``TLSHandler`` without channel, clock or OpenSSL.
///
/// ```
/// idle ──► handshaking ──► active ──► closing ──► closed
///              └───────────────┴──────────────────►┘
/// ```
struct TLSConnectionState {
  private enum State {
    /// Not connected. Next: handshaking, closed.
    case idle
    /// The peer is unknown; nothing is delivered, writes wait. Next: active, closed.
    case handshaking
    /// The peer is verified. Next: closing, closed.
    case active
    /// Our close_notify is sent; waiting for the peer's. Next: closed.
    case closing
    /// Nothing more is sent or delivered.
    case closed
  }

  private var state = State.idle
  private var pendingBytes = 0
  private var isFlushAwaited = false
  private let pendingBytesMax: Int

  init(pendingBytesMax: Int) {
    self.pendingBytesMax = pendingBytesMax
  }

  /// Whether decrypted bytes may go up.
  var isDelivering: Bool {
    switch self.state {
    case .active: true
    case .idle, .handshaking, .closing, .closed: false
    }
  }

  /// Whether bytes of the peer are still of interest.
  var isReading: Bool {
    switch self.state {
    case .handshaking, .active, .closing: true
    case .idle, .closed: false
    }
  }
}

// MARK: - Connecting

extension TLSConnectionState {
  enum OnConnected: Equatable {
    case startHandshake
    case ignore
  }

  /// The socket is connected.
  mutating func connected() -> OnConnected {
    switch self.state {
    case .idle:
      self.state = .handshaking
      return .startHandshake
    case .handshaking, .active, .closing, .closed:
      return .ignore
    }
  }

  enum OnHandshakeCompleted: Equatable {
    /// Tell the layers above; then encrypt what waits, when they had asked for a flush.
    case announce
    case ignore
  }

  /// The peer is verified.
  mutating func handshakeCompleted() -> OnHandshakeCompleted {
    switch self.state {
    case .handshaking:
      self.state = .active
      return .announce
    case .idle, .active, .closing, .closed:
      return .ignore
    }
  }

  enum OnHandshakeTimeout: Equatable {
    case fail(TLSError)
    case ignore
  }

  /// The time for the handshake is over.
  mutating func handshakeTimedOut() -> OnHandshakeTimeout {
    switch self.state {
    case .handshaking:
      return .fail(
        TLSError(.handshakeTimedOut, "The peer did not complete the TLS handshake in time"))
    case .idle, .active, .closing, .closed:
      return .ignore
    }
  }
}

// MARK: - Bytes

extension TLSConnectionState {
  enum OnReceived: Equatable {
    case stepHandshake
    case decrypt
    case ignore
  }

  /// Bytes arrived from the socket.
  func received() -> OnReceived {
    switch self.state {
    case .handshaking: .stepHandshake
    case .active, .closing: .decrypt
    case .idle, .closed: .ignore
    }
  }

  enum OnWrite: Equatable {
    case keep
    /// Refuse this write.
    case refuse(TLSError)
    /// Refuse this write and end the connection.
    case fail(TLSError)
  }

  /// The layers above write `bytes` bytes.
  mutating func written(bytes: Int) -> OnWrite {
    switch self.state {
    case .idle, .handshaking:
      let (sum, overflow) = self.pendingBytes.addingReportingOverflow(bytes)
      guard !overflow, sum <= self.pendingBytesMax else {
        return .fail(
          TLSError(.limitExceeded, "Too many bytes were written before the handshake was complete"))
      }
      self.pendingBytes = sum
      return .keep
    case .active:
      return .keep
    case .closing, .closed:
      return .refuse(TLSError(.closed, "The TLS connection is closed"))
    }
  }

  enum OnFlush: Equatable {
    case encrypt
    /// Nothing can be sent yet, or any more.
    case ignore
  }

  /// The layers above want what they wrote to be sent.
  mutating func flushed() -> OnFlush {
    switch self.state {
    case .idle, .handshaking:
      self.isFlushAwaited = true
      return .ignore
    case .active:
      return .encrypt
    case .closing, .closed:
      return .ignore
    }
  }

  /// Whether a flush came before the handshake was complete; asked once.
  mutating func takeAwaitedFlush() -> Bool {
    defer { self.isFlushAwaited = false }
    return self.isFlushAwaited
  }
}

// MARK: - Ending

extension TLSConnectionState {
  enum OnClose: Equatable {
    /// Send close_notify, then wait for the peer's, bounded.
    case sendCloseNotify
    /// A close is under way; complete this one with it.
    case join
    /// Close the socket.
    case closeSocket
  }

  /// The layers above want to close.
  mutating func closeRequested() -> OnClose {
    switch self.state {
    case .active:
      self.state = .closing
      return .sendCloseNotify
    case .closing:
      return .join
    case .idle, .handshaking, .closed:
      self.state = .closed
      return .closeSocket
    }
  }

  enum OnPeerClosed: Equatable {
    /// Send close_notify, then close the socket.
    case answerAndCloseSocket
    case closeSocket
    case ignore
  }

  /// The peer sent close_notify.
  mutating func peerClosed() -> OnPeerClosed {
    switch self.state {
    case .active:
      self.state = .closed
      return .answerAndCloseSocket
    case .closing:
      self.state = .closed
      return .closeSocket
    case .idle, .handshaking, .closed:
      return .ignore
    }
  }

  enum OnInputEnded: Equatable {
    /// The end came too early: report it.
    case report(TLSError)
    /// The end was expected.
    case end
    case ignore
  }

  /// The socket delivers no more bytes.
  mutating func inputEnded() -> OnInputEnded {
    let before = self.state
    self.state = .closed
    switch before {
    case .handshaking:
      return .report(
        TLSError(.handshakeFailed, "The peer closed the connection during the TLS handshake"))
    case .active:
      return .report(
        TLSError(.truncated, "The connection ended without close_notify; bytes may be missing"))
    case .idle, .closing:
      return .end
    case .closed:
      return .ignore
    }
  }

  enum OnCloseTimeout: Equatable {
    case closeSocket
    case ignore
  }

  /// The time to wait for the peer's close_notify is over.
  mutating func closeTimedOut() -> OnCloseTimeout {
    switch self.state {
    case .closing:
      self.state = .closed
      return .closeSocket
    case .idle, .handshaking, .active, .closed:
      return .ignore
    }
  }

  enum OnFailure: Equatable {
    /// Send the alert, report the error and close the socket.
    case reportAndCloseSocket
    /// We are closing anyway: close the socket without a report.
    case closeSocket
    case ignore
  }

  /// Handshake, decryption or encryption failed.
  mutating func failed() -> OnFailure {
    let before = self.state
    self.state = .closed
    switch before {
    case .idle, .handshaking, .active: return .reportAndCloseSocket
    case .closing: return .closeSocket
    case .closed: return .ignore
    }
  }
}
