import NIOCore
import NIOEmbedded
import TLS
import TestKit
import Testing

@Suite("Whoever is refused learns it")
struct RefusalReportTests {
  /// One of our handlers on an embedded channel.
  private struct End {
    let channel: EmbeddedChannel
    let finished: EventLoopPromise<Sighting>

    init(_ context: TLSContext, _ role: TLSHandler.Role, _ loop: EmbeddedEventLoop) throws {
      self.finished = loop.makePromise()
      self.channel = EmbeddedChannel(loop: loop)
      try self.channel.pipeline.syncOperations.addHandlers([
        TLSHandler(context: context, role: role), Recorder(finished: self.finished),
      ])
      self.channel.connect(to: try SocketAddress(unixDomainSocketPath: "/nowhere"), promise: nil)
    }

    /// Carries what this end sent to the other; false when there was nothing.
    func carry(to other: End) throws -> Bool {
      guard let buffer = try self.channel.readOutbound(as: ByteBuffer.self) else { return false }
      guard other.channel.isActive else { return true }
      other.channel.pipeline.fireChannelRead(buffer)
      other.channel.pipeline.fireChannelReadComplete()
      return true
    }
  }

  private func meet(_ server: TLSContext, _ client: TLSContext) throws -> (Sighting, Sighting) {
    let loop = EmbeddedEventLoop()
    let serverEnd = try End(server, .server, loop)
    let clientEnd = try End(client, .client(expecting: .any), loop)
    while try clientEnd.carry(to: serverEnd) || serverEnd.carry(to: clientEnd) { loop.run() }
    for end in [serverEnd, clientEnd] { end.channel.pipeline.fireChannelInactive() }
    loop.run()
    return try (serverEnd.finished.futureResult.wait(), clientEnd.finished.futureResult.wait())
  }

  @Test("A client that the server refuses is told so, not left with a broken connection")
  func clientRefused() throws {
    let (ours, other) = (try TestAuthority(), try TestAuthority())
    let strange = try TLSContext(
      ours.configuration(.client, files: other.files(for: Names.service("gateway"))),
      check: .none)
    let (server, client) = try self.meet(
      ours.context(.server, for: Names.service("payment")), strange)
    #expect(server.errors.map(\.code) == [.peerCertificateRefused])
    #expect(client.errors.map(\.code) == [.refusedByPeer])
  }

  @Test("A server that the client refuses is told so")
  func serverRefused() throws {
    let (ours, other) = (try TestAuthority(), try TestAuthority())
    let strange = try TLSContext(
      ours.configuration(.server, files: other.files(for: Names.service("payment"))),
      check: .none)
    let (server, client) = try self.meet(
      strange, ours.context(.client, for: Names.service("gateway")))
    #expect(server.errors.map(\.code) == [.refusedByPeer])
    #expect(client.errors.map(\.code) == [.peerCertificateRefused])
    #expect(server.completed == nil)
  }
}
