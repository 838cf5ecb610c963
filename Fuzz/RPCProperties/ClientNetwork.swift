import NIOCore
import NIOEmbedded
import Properties

/// What a client finds when it connects: connections whose other ends the script plays, until they are
/// used up or nobody listens any more.
///
/// Sendable although mutable: everything happens on the one thread of a fuzz target.
final class ClientNetwork: @unchecked Sendable {
  private static let connectionsMax = 4

  private let loop: EmbeddedEventLoop
  private(set) var peers: [MemoryPeer] = []
  var isReachable = true

  init(loop: EmbeddedEventLoop) {
    self.loop = loop
  }

  func connect() -> EventLoopFuture<any Channel> {
    guard isReachable, peers.count < Self.connectionsMax else {
      return loop.makeFailedFuture(ChannelError.connectTimeout(.seconds(0)))
    }
    let channel = EmbeddedChannel(loop: loop)
    do {
      channel.connect(to: try SocketAddress(unixDomainSocketPath: "/fuzz"), promise: nil)
    } catch {
      return loop.makeFailedFuture(error)
    }
    peers.append(MemoryPeer(channel, of: .client))
    return loop.makeSucceededFuture(channel)
  }
}
