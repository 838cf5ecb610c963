/// What a connection may do next: the decisions of ``TLSHandler`` without channel, clock or OpenSSL.
///
/// ```
/// idle ──► handshaking ──► active ──► closing ──► closed
///              └───────────────┴──────────────────►┘
/// ```
package struct TLSConnectionState: Sendable {
  private enum State: Sendable {
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
  private var closingBytes = 0
  private let closingBytesMax: Int

  /// A connection that is not there yet; `pendingBytesMax` bounds what is written before the
  /// handshake is complete, `closingBytesMax` what is read of a peer after we have said goodbye.
  package init(pendingBytesMax: Int, closingBytesMax: Int) {
    self.pendingBytesMax = pendingBytesMax
    self.closingBytesMax = closingBytesMax
  }

  /// Whether decrypted bytes may go up.
  package var isDelivering: Bool {
    switch self.state {
    case .active: true
    case .idle, .handshaking, .closing, .closed: false
    }
  }

  /// Whether bytes of the peer are still of interest.
  package var isReading: Bool {
    switch self.state {
    case .handshaking, .active, .closing: true
    case .idle, .closed: false
    }
  }
}

// MARK: - Connecting

extension TLSConnectionState {
  /// What to do once connected.
  package enum OnConnected: Sendable, Equatable {
    /// Begin the handshake and its timer.
    case startHandshake
    /// Nothing to do.
    case ignore
  }

  /// The socket is connected.
  package mutating func connected() -> OnConnected {
    switch self.state {
    case .idle:
      self.state = .handshaking
      return .startHandshake
    case .handshaking, .active, .closing, .closed:
      return .ignore
    }
  }

  /// What to do once the peer is verified.
  package enum OnHandshakeCompleted: Sendable, Equatable {
    /// Tell the layers above; then encrypt what waits, when they had asked for a flush.
    case announce
    /// Nothing to do.
    case ignore
  }

  /// The peer is verified.
  package mutating func handshakeCompleted() -> OnHandshakeCompleted {
    switch self.state {
    case .handshaking:
      self.state = .active
      return .announce
    case .idle, .active, .closing, .closed:
      return .ignore
    }
  }

  /// What to do when the handshake took too long.
  package enum OnHandshakeTimeout: Sendable, Equatable {
    /// Report the error and end the connection.
    case fail(TLSError)
    /// Nothing to do.
    case ignore
  }

  /// The time for the handshake is over.
  package mutating func handshakeTimedOut() -> OnHandshakeTimeout {
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
  /// What to do with bytes of the peer.
  package enum OnReceived: Sendable, Equatable {
    /// Go on with the handshake.
    case stepHandshake
    /// Decrypt them; deliver them if ``isDelivering``.
    case decrypt
    /// Drop them.
    case ignore
  }

  /// Bytes arrived from the socket.
  package func received() -> OnReceived {
    switch self.state {
    case .handshaking: .stepHandshake
    case .active, .closing: .decrypt
    case .idle, .closed: .ignore
    }
  }

  /// What to do with a write.
  package enum OnWrite: Sendable, Equatable {
    /// Keep it for the next flush.
    case keep
    /// Refuse this write.
    case refuse(TLSError)
    /// Refuse this write and end the connection.
    case fail(TLSError)
  }

  /// The layers above write `bytes` bytes.
  package mutating func written(bytes: Int) -> OnWrite {
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

  /// What to do when a flush is asked for.
  package enum OnFlush: Sendable, Equatable {
    /// Encrypt and send what is kept.
    case encrypt
    /// Nothing can be sent yet, or any more.
    case ignore
  }

  /// The layers above want what they wrote to be sent.
  package mutating func flushed() -> OnFlush {
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
  package mutating func takeAwaitedFlush() -> Bool {
    defer { self.isFlushAwaited = false }
    return self.isFlushAwaited
  }
}

// MARK: - Ending

extension TLSConnectionState {
  /// What to do when a close is asked for.
  package enum OnClose: Sendable, Equatable {
    /// Send close_notify, then wait for the peer's, bounded.
    case sendCloseNotify
    /// A close is under way; complete this one with it.
    case join
    /// Close the socket.
    case closeSocket
  }

  /// The layers above want to close.
  package mutating func closeRequested() -> OnClose {
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

  /// What to do after the peer's close_notify.
  package enum OnPeerClosed: Sendable, Equatable {
    /// Send close_notify, then close the socket.
    case answerAndCloseSocket
    /// Close the socket.
    case closeSocket
    /// Nothing to do.
    case ignore
  }

  /// The peer sent close_notify.
  package mutating func peerClosed() -> OnPeerClosed {
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

  /// What to do at the end of the input.
  package enum OnInputEnded: Sendable, Equatable {
    /// The end came too early: report it.
    case report(TLSError)
    /// The end was expected.
    case end
    /// Nothing to do.
    case ignore
  }

  /// The socket delivers no more bytes.
  package mutating func inputEnded() -> OnInputEnded {
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

  /// What to do when the peer never answered a close.
  package enum OnCloseTimeout: Sendable, Equatable {
    /// Close the socket.
    case closeSocket
    /// Nothing to do.
    case ignore
  }

  /// The time to wait for the peer's close_notify is over.
  package mutating func closeTimedOut() -> OnCloseTimeout {
    switch self.state {
    case .closing:
      self.state = .closed
      return .closeSocket
    case .idle, .handshaking, .active, .closed:
      return .ignore
    }
  }

  /// Bytes arrived; those of a peer that goes on sending after our close_notify are read, so that
  /// the system does not reset the connection before the peer has seen it, but not without end.
  package mutating func discarding(bytes: Int) -> OnCloseTimeout {
    switch self.state {
    case .closing:
      self.closingBytes += min(bytes, self.closingBytesMax)
      return self.closingBytes > self.closingBytesMax ? self.closeTimedOut() : .ignore
    case .idle, .handshaking, .active, .closed:
      return .ignore
    }
  }

  /// What to do after a failure.
  package enum OnFailure: Sendable, Equatable {
    /// Send the alert, report the error and close the socket.
    case reportAndCloseSocket
    /// We are closing anyway: close the socket without a report.
    case closeSocket
    /// Nothing to do.
    case ignore
  }

  /// Handshake, decryption or encryption failed.
  package mutating func failed() -> OnFailure {
    let before = self.state
    self.state = .closed
    switch before {
    case .idle, .handshaking, .active: return .reportAndCloseSocket
    case .closing: return .closeSocket
    case .closed: return .ignore
    }
  }
}
