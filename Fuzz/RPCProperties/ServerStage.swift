import NIOCore
import NIOEmbedded
import Properties
import RPC
import RawHTTP2
import TLS

/// A server in memory with one connection, whose time stands still until the script moves it.
///
/// Everything happens on the thread of the caller.
final class ServerStage {
  private let limits: RPCLimits
  private let loop: EmbeddedEventLoop
  private let server: RPCServer
  private let handlers: HandlerCount
  private let admitted: AdmissionCount
  private let recorded: CallRecords
  private var peer: MemoryPeer

  init(limits: RPCLimits) throws(BrokenProperty) {
    let (loop, handlers) = (EmbeddedEventLoop(), HandlerCount())
    let (admitted, recorded) = (AdmissionCount(), CallRecords())
    server = RPCServer(
      router: EchoMethods.router(handlers), group: loop, limits: limits,
      options: ServerOptions(
        admit: { head in
          admitted.add()
          return head.path.hasSuffix("Refused")
            ? .refuse(RPCError(.permissionDenied, "not you")) : .admit(requestBytesMax: .max)
        }, observe: { recorded.add($0) }, random: { 7 }, wallClockSeconds: { 1_000 }),
      security: { try $0.pipeline.syncOperations.addHandler(WriteWatch()) })
    self.limits = limits
    self.loop = loop
    self.handlers = handlers
    self.admitted = admitted
    self.recorded = recorded
    peer = try Self.connect(to: server, on: loop)
  }
}

extension ServerStage {
  private static func connect(
    to server: RPCServer, on loop: EmbeddedEventLoop
  ) throws(BrokenProperty) -> MemoryPeer {
    let channel = EmbeddedChannel(loop: loop)
    do {
      try server.accept(channel)
      channel.connect(to: try SocketAddress(unixDomainSocketPath: "/fuzz"), promise: nil)
    } catch {
      throw BrokenProperty("a server takes a connection")
    }
    loop.run()
    return MemoryPeer(channel, of: .server)
  }

  /// The peer proves who it is, with a certificate that has ended already or never does.
  func verify(hasEndedCertificate: Bool) throws(BrokenProperty) {
    peer.verify(.client, certificateEndSeconds: hasEndedCertificate ? 1 : .max)
    try check()
  }

  /// Bytes arrive in so many pieces, in one cycle of reading.
  func receive(_ bytes: [UInt8], pieces: Int = 1) throws(BrokenProperty) {
    peer.send(bytes, pieces: pieces)
    try check()
  }

  func answerPings() throws(BrokenProperty) {
    peer.answerPings()
    try check()
  }

  func advance(_ time: TimeAmount) throws(BrokenProperty) {
    loop.advanceTime(by: time)
    loop.run()
    try check()
  }

  func setWritable(_ isWritable: Bool) throws(BrokenProperty) {
    peer.setWritable(isWritable)
    try check()
  }

  func drain(_ time: Duration) throws(BrokenProperty) {
    server.drain(timeMax: time)
    loop.run()
    try check()
  }

  func endConnections(gracefully time: Duration?) throws(BrokenProperty) {
    server.closeConnections(gracefully: time) { _ in true }
    loop.run()
    try check()
  }

  /// The socket of the peer breaks.
  func hangUp() throws(BrokenProperty) {
    peer.close()
    try check()
  }

  /// What holds at every moment.
  private func check() throws(BrokenProperty) {
    try peer.judgeWritten()
    let bytes = server.bufferedBytes
    // Full at twice the bound; the message that makes it so may be as long as messages are.
    let bytesMax = 2 * limits.bufferedBytesMax + limits.messageBytesMax + 16
    try BrokenProperty.require((0...bytesMax).contains(bytes), "what is held is bounded")
    try BrokenProperty.require(
      (0...limits.callsInFlightMax).contains(server.callsInFlight), "calls in flight are bounded")
    try BrokenProperty.require(
      handlers.running <= server.callsInFlight, "whoever has a handler is in flight")
  }

  /// What holds once the connection has ended, and must have.
  func checkEnd() throws(BrokenProperty) {
    try BrokenProperty.require(peer.isClosed, "a connection ends when it has to")
    try BrokenProperty.require(server.connectionCount == 0, "no connection is left")
    try BrokenProperty.require(handlers.running == 0, "no handler is left")
    try BrokenProperty.require(server.callsInFlight == 0, "no call is left")
    try BrokenProperty.require(server.bufferedBytes == 0, "no bytes are left")
    try BrokenProperty.require(
      recorded.count >= admitted.value, "what was asked for admission is on record")
    try BrokenProperty.require(recorded.areDistinct, "no call is on record twice")
  }

  /// Another connection is served as if nothing had been.
  func checkSuccessor() throws(BrokenProperty) {
    peer = try Self.connect(to: server, on: loop)
    peer.verify(.client, certificateEndSeconds: .max)
    let request = RequestBytes.plainCall
    peer.send(RawFrame.preface + RawFrame.settings.bytes + request, pieces: 1)
    try peer.judgeWritten()
    try BrokenProperty.require(
      peer.succeeded == [1], "a server serves the next connection like the first")
    peer.close()
    try checkEnd()
  }
}
