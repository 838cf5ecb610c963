import NIOCore

extension ClientCore {
  /// Begins an attempt for each of the addresses.
  func connect(_ addresses: AddressSet) {
    for address in addresses { connect(address) }
  }

  private func connect(_ address: Int) {
    connector.connect(subchannels[address].target, eventLoop).hop(to: eventLoop)
      .whenComplete { result in
        switch result {
        case .success(let channel): self.opened(channel, address)
        case .failure(let error): self.connectFailed(address, error)
        }
      }
  }

  private func opened(_ channel: any Channel, _ address: Int) {
    let subchannel = subchannels[address]
    let connection = ClientConnection(
      core: self, address: address, channel: channel, authority: subchannel.authority)
    do {
      guard !picker.isClosed else { throw ChannelError.ioOnClosedChannel }
      try install(connection, on: channel, limits: subchannel.limits)
      connections[ObjectIdentifier(connection)] = connection
    } catch {
      connection.session?.close()
      channel.close(promise: nil)
      connectFailed(address, error)
    }
  }

  private func install(
    _ connection: ClientConnection, on channel: any Channel, limits: RPCLimits
  ) throws {
    let session = try HTTP2Session(role: .client, limits: limits, owner: connection)
    connection.attach(session)
    try connector.secure(channel)
    let handler = HTTP2ChannelHandler(session: session, connection: connection, limits: limits)
    try channel.pipeline.syncOperations.addHandler(handler)
    guard channel.isActive else { throw ChannelError.ioOnClosedChannel }
  }

  /// The peer is verified.
  func connected(_ connection: ClientConnection) {
    guard picker.connected(connection.address) == .serveWaiting else {
      connection.channel.close(promise: nil)
      return
    }
    subchannels[connection.address].connection = connection
    serveWaiting()
  }

  /// A call has been answered on the connection.
  func proved(_ connection: ClientConnection) {
    guard subchannels[connection.address].connection === connection else { return }
    picker.proved(connection.address)
  }

  /// No more calls are opened on this connection; the open ones go on.
  ///
  /// - Parameter wasOfUse: Whether it took calls or ended by our own will, so that another may be made
  ///   at once. What was neither answered nor of use is followed by a pause.
  func draining(_ connection: ClientConnection, wasOfUse: Bool) {
    let subchannel = subchannels[connection.address]
    guard subchannel.connection === connection else { return }
    subchannel.connection = nil
    if wasOfUse { picker.proved(connection.address) }
    follow(
      picker.connectionEnded(connection.address, hasWaiting: !waiting.isEmpty), connection.address)
    // What waits for room here may find it at another address.
    serveWaiting()
  }

  /// The peer has said that we ask too often whether it lives.
  func askLessOften(_ address: Int) {
    subchannels[address].askLessOften()
  }

  /// The connection is gone; `wasReady` tells a loss from a failed attempt.
  func disconnected(_ connection: ClientConnection, wasReady: Bool, reason: (any Error)?) {
    connections[ObjectIdentifier(connection)] = nil
    if !wasReady {
      connectFailed(connection.address, reason)
    } else {
      observeConnection(.ended(connection.peer, reason: ConnectionFailure.describe(reason)))
      draining(connection, wasOfUse: false)
    }
    finishClosing()
  }

  private func connectFailed(_ address: Int, _ reason: (any Error)?) {
    let decision = picker.connectFailed(address, hasWaiting: !waiting.isEmpty)
    guard decision != .ignore else { return }
    let words = ConnectionFailure.describe(reason)
    let failure = words.isEmpty ? "it hung up before it proved who it is" : words
    lastFailure = "the peer cannot be reached: \(failure)"
    observeConnection(.ended(nil, reason: failure))
    follow(decision, address)
  }

  private func follow(_ decision: AddressPicker.OnEnded, _ address: Int) {
    switch decision {
    case .ignore:
      break
    case .connect(let wanted):
      connect(wanted)
    case .pause(let failures, let wanted):
      pause(address, failures: failures)
      connect(wanted)
    case .pauseAndFailWaiting(let failures):
      pause(address, failures: failures)
      failImpatient()
      beginAgainForPatient()
    }
  }

  /// Calls that wait for better times begin another round when an address is not pausing.
  private func beginAgainForPatient() {
    guard !waiting.isEmpty else { return }
    if case .wait(let wanted) = picker.call(isWaitForReady: true) { connect(wanted) }
  }

  private func pause(_ address: Int, failures: Int) {
    let delay = backoff.delay(failures: failures, random: random())
    eventLoop.scheduleTask(in: TimeAmount(delay)) {
      self.follow(
        self.picker.pauseEnded(address, hasWaiting: !self.waiting.isEmpty), address)
    }
  }
}
