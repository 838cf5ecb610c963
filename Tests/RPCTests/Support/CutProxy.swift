import NIOCore
import NIOPosix
import RPC
import Synchronization

/// Passes bytes between clients and one server, until it is told to cut all connections.
final class CutProxy: Sendable {
  private let listener: any Channel
  private let accepted: Accepted

  /// Where clients connect.
  var address: RPCAddress {
    .tcp(host: "127.0.0.1", port: listener.localAddress?.port ?? 0)
  }

  init(to target: RPCAddress) async throws {
    guard case .tcp(let host, let port) = target else { throw RPCError(.unimplemented, "TCP") }
    let accepted = Accepted()
    listener = try await ServerBootstrap(group: TestSuite.group)
      .childChannelInitializer { channel in
        accepted.channels.withLock { $0.append(channel) }
        return ClientBootstrap(group: channel.eventLoop)
          .channelInitializer { peer in
            accepted.channels.withLock { $0.append(peer) }
            return peer.pipeline.addHandler(ForwardHandler(to: channel, accepted))
          }
          .connect(host: host, port: port)
          .flatMap { peer in channel.pipeline.addHandler(ForwardHandler(to: peer, accepted)) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    self.accepted = accepted
  }

  fileprivate final class Accepted: Sendable {
    let channels = Mutex<[any Channel]>([])
    let isFrozen = Mutex(false)
  }

  /// Closes every connection, without a word to either side.
  func cut() {
    let open = accepted.channels.withLock { channels in
      defer { channels = [] }
      return channels
    }
    for channel in open { channel.close(promise: nil) }
  }

  /// From now on bytes vanish, and nobody is told.
  func freeze() {
    accepted.isFrozen.withLock { $0 = true }
  }

  func close() async {
    cut()
    try? await listener.close().get()
  }
}

private final class ForwardHandler: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer
  private let peer: any Channel
  private let accepted: CutProxy.Accepted

  init(to peer: any Channel, _ accepted: CutProxy.Accepted) {
    self.peer = peer
    self.accepted = accepted
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !accepted.isFrozen.withLock({ $0 }) else { return }
    peer.writeAndFlush(unwrapInboundIn(data), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    peer.close(promise: nil)
  }
}
