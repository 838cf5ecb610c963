package import NIOCore
import NIOPosix
import TLS

/// How a client comes to channels: real sockets with TLS, or what a test puts in their place.
package struct RPCConnector: Sendable {
  /// Opens a channel to an address on a loop; called anew for every attempt, so that a host name is
  /// resolved anew each time.
  package let connect:
    @Sendable (_ target: RPCTarget, _ eventLoop: any EventLoop) -> EventLoopFuture<any Channel>
  /// Puts what verifies the peer into the channel, which then fires ``TLSHandshakeCompleted``.
  package let secure: @Sendable (_ channel: any Channel) throws -> Void

  /// A connector made of its two steps.
  package init(
    connect:
      @escaping @Sendable (_ target: RPCTarget, _ eventLoop: any EventLoop) -> EventLoopFuture<
        any Channel
      >,
    secure: @escaping @Sendable (_ channel: any Channel) throws -> Void
  ) {
    self.connect = connect
    self.secure = secure
  }

  /// Sockets of the system with TLS 1.3 that knows both sides.
  static func tls(
    _ context: TLSContext, expecting: TLSPeerExpectation, limits: RPCLimits
  ) -> RPCConnector {
    var bounds = TLSLimits.defaults
    bounds.handshakeTimeMax = limits.handshakeTimeMax
    let handshake = bounds
    return sockets(limits: limits) { channel in
      try channel.pipeline.syncOperations.addHandler(
        TLSHandler(context: context, role: .client(expecting: expecting), limits: handshake))
    }
  }

  /// Sockets of the system, secured by `secure`.
  package static func sockets(
    limits: RPCLimits, secure: @escaping @Sendable (_ channel: any Channel) throws -> Void
  ) -> RPCConnector {
    let timeout = TimeAmount(limits.connectTimeMax)
    return RPCConnector(
      connect: { target, eventLoop in
        let bootstrap = ClientBootstrap(group: eventLoop).connectTimeout(timeout)
        return switch target {
        case .tcp(let host, let port):
          bootstrap.channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: host, port: port)
        case .unix(let path):
          bootstrap.connect(unixDomainSocketPath: path)
        }
      }, secure: secure)
  }
}
