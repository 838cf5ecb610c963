import NIOCore

// MARK: - Handshake

extension TLSHandler {
  func connect(_ context: ChannelHandlerContext) {
    guard self.state.connected() == .startHandshake else { return }
    do {
      let session = try self.makeSession()
      self.session = session
      self.decrypted = context.channel.allocator.buffer(capacity: TLSSession.recordBytesMax)
      self.startTimer(self.limits.handshakeTimeMax, context) { handler, context in
        handler.handshakeTimedOut(context)
      }
      self.stepHandshake(session, context)
      context.read()
    } catch {
      self.fail(error, context)
    }
  }

  private func makeSession() throws(TLSError) -> TLSSession {
    let isServer = self.role == .server
    guard isServer == (self.tlsContext.configuration.role == .server) else {
      throw TLSError(.configurationInvalid, "A TLS context was used on the side it is not for")
    }
    return try TLSSession(context: self.tlsContext.current, role: self.role, limits: self.limits)
  }

  /// Goes on with the handshake as soon as it may. A client has few peers, whom it chose: it need not wait.
  func takeHandshakeTurn(_ session: TLSSession, _ context: ChannelHandlerContext) {
    guard self.role == .server else { return self.stepHandshake(session, context) }
    guard !self.isTurnAwaited else { return }
    let turns = self.tlsContext.turns(on: context.eventLoop)
    guard turns.isOpen else {
      self.isTurnAwaited = true
      return turns.wait { self.stepLate() }
    }
    turns.spend { self.stepHandshake(session, context) }
  }

  /// Does what a read would have done, when it is over.
  private func stepLate() {
    self.isTurnAwaited = false
    guard let session = self.session, let context = self.context else { return }
    if self.state.received() == .stepHandshake { self.stepHandshake(session, context) }
    self.channelReadComplete(context: context)
    guard self.isReadAwaited else { return }
    self.isReadAwaited = false
    context.read()
  }

  func stepHandshake(_ session: TLSSession, _ context: ChannelHandlerContext) {
    let step = session.stepHandshake()
    session.drain(into: &self.encrypted)
    switch step {
    case .wantsMore: self.send(context)
    case .completed(let event): self.completeHandshake(event, session, context)
    case .failed(let error): self.fail(error, context)
    }
  }

  private func completeHandshake(
    _ event: TLSHandshakeCompleted, _ session: TLSSession, _ context: ChannelHandlerContext
  ) {
    guard self.state.handshakeCompleted() == .announce else { return }
    self.stopTimer()
    context.fireUserInboundEventTriggered(event)
    if self.state.takeAwaitedFlush(), self.state.isDelivering { self.encryptPending(context) }
    self.send(context)
    self.decrypt(session, context)
  }

  private func handshakeTimedOut(_ context: ChannelHandlerContext) {
    switch self.state.handshakeTimedOut() {
    case .fail(let error): self.fail(error, context)
    case .ignore: break
    }
  }
}

// MARK: - Data

extension TLSHandler {
  func decrypt(_ session: TLSSession, _ context: ChannelHandlerContext) {
    while self.state.isReading {
      self.decrypted.clear()
      let step = session.read(into: &self.decrypted)
      self.deliver(context)
      switch step {
      case .isFull: continue
      case .wantsMore: break
      case .peerClosed: self.peerClosed(context)
      case .failed(let error): self.fail(error, context)
      }
      break
    }
    session.drain(into: &self.encrypted)
    self.send(context)
  }

  private func deliver(_ context: ChannelHandlerContext) {
    guard self.decrypted.readableBytes > 0, self.state.isDelivering else { return }
    self.hasDelivered = true
    context.fireChannelRead(self.wrapInboundOut(self.decrypted))
  }

  func encryptPending(_ context: ChannelHandlerContext) {
    guard let session = self.session else { return }
    self.encrypted.reserveCapacity(
      minimumWritableBytes: TLSSession.encryptedBytes(for: self.pending.readableBytes))
    var failure: TLSError?
    while failure == nil,
      let result = self.pending.takeRecord(
        bytesMax: TLSSession.recordBytesMax, { session.write($0) })
    {
      session.drain(into: &self.encrypted)
      failure = result
    }
    guard let failure else {
      self.encryptedPromise.setOrCascade(to: self.pending.takePromise())
      return
    }
    self.fail(failure, context)
  }

  /// Sends what is encrypted; the buffer comes back for the next time once the socket released it.
  func send(_ context: ChannelHandlerContext) {
    let promise = self.encryptedPromise
    guard self.encrypted.readableBytes > 0 || promise != nil else { return }
    var bytes = self.encrypted
    self.encrypted = ByteBuffer()
    self.encryptedPromise = nil
    context.writeAndFlush(self.wrapOutboundOut(bytes), promise: promise)
    guard bytes.capacity <= Self.encryptedBytesKeptMax, self.encrypted.capacity == 0 else { return }
    bytes.clear()
    self.encrypted = bytes
  }
}

// MARK: - Ending

extension TLSHandler {
  func sendCloseNotify(_ context: ChannelHandlerContext) {
    guard let session = self.session else { return }
    session.writeCloseNotify()
    session.drain(into: &self.encrypted)
    self.send(context)
  }

  private func peerClosed(_ context: ChannelHandlerContext) {
    switch self.state.peerClosed() {
    case .answerAndCloseSocket:
      self.leaveInTurn(context) { self.sendCloseNotify($0) }
    case .closeSocket:
      self.leaveInTurn(context)
    case .ignore:
      break
    }
  }

  /// Closes the socket of a peer that has left, when it is the time for it: nobody waits for that, and
  /// many peers may leave at once. Nothing more is read of it meanwhile.
  func leaveInTurn(
    _ context: ChannelHandlerContext, after farewell: ((ChannelHandlerContext) -> Void)? = nil
  ) {
    guard !self.isLeaving else { return }
    self.isLeaving = true
    let leave = {
      guard let context = self.context else { return }
      farewell?(context)
      self.closeSocket(context)
    }
    guard self.role == .server else { return leave() }
    self.tlsContext.turns(on: context.eventLoop).wait(leave)
  }

  func endInput(_ context: ChannelHandlerContext) {
    switch self.state.inputEnded() {
    case .report(let error):
      self.pending.fail(error)
      context.fireErrorCaught(error)
    case .end:
      self.pending.fail(ChannelError.ioOnClosedChannel)
    case .ignore:
      break
    }
  }

  func closeTimedOut(_ context: ChannelHandlerContext) {
    switch self.state.closeTimedOut() {
    case .closeSocket: self.closeSocket(context)
    case .ignore: break
    }
  }

  func fail(_ error: TLSError, _ context: ChannelHandlerContext) {
    switch self.state.failed() {
    case .reportAndCloseSocket:
      self.session?.drain(into: &self.encrypted)
      self.send(context)
      self.pending.fail(error)
      context.fireErrorCaught(error)
      self.closeSocket(context)
    case .closeSocket:
      self.closeSocket(context)
    case .ignore:
      break
    }
  }

  func closeSocket(_ context: ChannelHandlerContext) {
    self.stopTimer()
    self.pending.fail(ChannelError.ioOnClosedChannel)
    context.close(mode: .all, promise: self.takeClosePromise())
  }

  func takeClosePromise() -> EventLoopPromise<Void>? {
    defer { self.closePromise = nil }
    return self.closePromise
  }

  func startTimer(
    _ time: Duration, _ context: ChannelHandlerContext,
    _ body: @escaping (TLSHandler, ChannelHandlerContext) -> Void
  ) {
    self.stopTimer()
    let loop = context.eventLoop.assumeIsolated()
    self.timer = loop.scheduleTask(in: TimeAmount(time)) {
      guard let context = self.context else { return }
      body(self, context)
    }
  }

  func stopTimer() {
    self.timer?.cancel()
    self.timer = nil
  }
}
