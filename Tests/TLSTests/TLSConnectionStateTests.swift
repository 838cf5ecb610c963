import TLS
import Testing

@Suite("The connection decides without sockets")
struct TLSConnectionStateTests {
  private func made(_ steps: (inout TLSConnectionState) -> Void) -> TLSConnectionState {
    var state = TLSConnectionState(pendingBytesMax: 10, closingBytesMax: 100)
    steps(&state)
    return state
  }

  private var idle: TLSConnectionState { self.made { _ in } }
  private var handshaking: TLSConnectionState { self.made { _ = $0.connected() } }
  private var active: TLSConnectionState {
    self.made {
      _ = $0.connected()
      _ = $0.handshakeCompleted()
    }
  }
  private var closing: TLSConnectionState {
    self.made {
      _ = $0.connected()
      _ = $0.handshakeCompleted()
      _ = $0.closeRequested()
    }
  }
  private var closed: TLSConnectionState { self.made { _ = $0.failed() } }

  @Test("The handshake starts once, when the socket is connected")
  func connected() {
    var state = self.idle
    #expect(state.connected() == .startHandshake)
    #expect(state.connected() == .ignore)
    var ended = self.closed
    #expect(ended.connected() == .ignore)
  }

  @Test("Data is delivered in the active state only")
  func delivering() {
    #expect(self.active.isDelivering)
    for state in [self.idle, self.handshaking, self.closing, self.closed] {
      #expect(!state.isDelivering)
    }
  }

  @Test("Bytes drive the handshake, then are decrypted, and after the end are dropped")
  func received() {
    #expect(self.idle.received() == .ignore)
    #expect(self.handshaking.received() == .stepHandshake)
    #expect(self.active.received() == .decrypt)
    #expect(self.closing.received() == .decrypt)
    #expect(self.closed.received() == .ignore)
  }

  @Test("A peer is announced once")
  func announced() {
    var state = self.handshaking
    #expect(state.handshakeCompleted() == .announce)
    #expect(state.handshakeCompleted() == .ignore)
    var ended = self.closed
    #expect(ended.handshakeCompleted() == .ignore)
  }

  @Test("Writes wait for the handshake up to their limit, and one byte more ends the connection")
  func pending() throws {
    var state = self.handshaking
    #expect(state.written(bytes: 4) == .keep)
    #expect(state.written(bytes: 6) == .keep)
    guard case .fail(let error) = state.written(bytes: 1) else { throw Unexpected() }
    #expect(error.code == .limitExceeded)
    guard case .fail = state.written(bytes: Int.max) else { throw Unexpected() }
    var open = self.active
    #expect(open.written(bytes: 11) == .keep)
  }

  @Test("A write after the end is refused")
  func refused() throws {
    for var state in [self.closing, self.closed] {
      guard case .refuse(let error) = state.written(bytes: 1) else { throw Unexpected() }
      #expect(error.code == .closed)
    }
  }

  @Test("A flush before the handshake is remembered and taken once")
  func flush() {
    var state = self.handshaking
    #expect(state.flushed() == .ignore)
    #expect(state.handshakeCompleted() == .announce)
    let (first, second) = (state.takeAwaitedFlush(), state.takeAwaitedFlush())
    #expect(first)
    #expect(!second)
    #expect(state.flushed() == .encrypt)
    var ended = self.closing
    #expect(ended.flushed() == .ignore)
  }

  @Test("The handshake timer counts only while the handshake lasts")
  func handshakeTimeout() throws {
    var state = self.handshaking
    guard case .fail(let error) = state.handshakeTimedOut() else { throw Unexpected() }
    #expect(error.code == .handshakeTimedOut)
    for var other in [self.idle, self.active, self.closing, self.closed] {
      #expect(other.handshakeTimedOut() == .ignore)
    }
  }

  @Test("Closing an active connection says goodbye first; a second close joins it")
  func close() {
    var state = self.active
    #expect(state.closeRequested() == .sendCloseNotify)
    #expect(state.closeRequested() == .join)
    #expect(state.peerClosed() == .closeSocket)
    #expect(state.closeRequested() == .closeSocket)
    for var other in [self.idle, self.handshaking] {
      #expect(other.closeRequested() == .closeSocket)
      #expect(other.connected() == .ignore)
    }
  }

  @Test("A peer's goodbye is answered once")
  func peerClosed() {
    var state = self.active
    #expect(state.peerClosed() == .answerAndCloseSocket)
    #expect(state.peerClosed() == .ignore)
  }

  @Test("A close that the peer never answers ends with its timer")
  func closeTimeout() {
    var state = self.closing
    #expect(state.closeTimedOut() == .closeSocket)
    #expect(state.closeTimedOut() == .ignore)
    var open = self.active
    #expect(open.closeTimedOut() == .ignore)
  }

  @Test("An end of input is reported unless a close was asked for")
  func inputEnded() throws {
    var state = self.handshaking
    guard case .report(let early) = state.inputEnded() else { throw Unexpected() }
    #expect(early.code == .handshakeFailed)
    #expect(state.inputEnded() == .ignore)
    var open = self.active
    guard case .report(let truncated) = open.inputEnded() else { throw Unexpected() }
    #expect(truncated.code == .truncated)
    var goodbye = self.closing
    #expect(goodbye.inputEnded() == .end)
  }

  @Test("A failure is reported once, and not while we are closing anyway")
  func failure() {
    var state = self.active
    #expect(state.failed() == .reportAndCloseSocket)
    #expect(state.failed() == .ignore)
    var goodbye = self.closing
    #expect(goodbye.failed() == .closeSocket)
  }

  @Test("A peer that keeps sending after our goodbye is read up to a limit, and only then")
  func discarding() {
    var state = self.closing
    #expect(state.discarding(bytes: 60) == .ignore)
    #expect(state.discarding(bytes: 40) == .ignore)
    #expect(state.received() == .decrypt)
    #expect(state.discarding(bytes: 1) == .closeSocket)
    #expect(state.discarding(bytes: .max) == .ignore)
    var open = self.active
    #expect(open.discarding(bytes: .max) == .ignore)
    #expect(open.isDelivering)
    var rude = self.closing
    #expect(rude.discarding(bytes: .max) == .ignore)
    #expect(rude.discarding(bytes: .max) == .closeSocket)
  }
}
