import NIOCore
import NIOPosix
import RPC
import RawHTTP2
import Synchronization
import TLS

/// A server over real sockets and genuine TLS that does what its script says.
final class ScriptedServer: Sendable {
  /// The frames of all clients with the connection they came on.
  let journal = Journal<(connection: Int, frame: RawFrame)>()
  private let listener: any Channel
  private let credentials: TestCredentials

  /// Where clients connect.
  var address: RPCAddress {
    .tcp(host: "127.0.0.1", port: listener.localAddress?.port ?? 0)
  }

  init(
    greeting: RawFrame = .settings, _ script: @escaping PeerScript
  ) async throws {
    let credentials = try TestCredentials.shared.get()
    self.credentials = credentials
    let journal = journal
    let count = Count()
    listener = try await ServerBootstrap(group: TestSuite.group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let tls = TLSHandler(
            context: credentials.server, role: .server, limits: RPCLimits.patientTLS)
          try channel.pipeline.syncOperations.addHandler(tls)
          try channel.pipeline.syncOperations.addHandler(
            ScriptHandler(number: count.next(), greeting: greeting) { connection, frame in
              journal.append((connection.number, frame))
              script(connection, frame)
            })
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  func client(limits: RPCLimits = .patient, retry: RPCRetryPolicy? = nil) -> RPCClient {
    RPCClient(
      target: address, tls: credentials.client, expecting: .exactly(credentials.serverIdentity),
      eventLoop: TestSuite.group.next(), limits: limits, retry: retry)
  }

  func close() async {
    try? await listener.close().get()
  }

  private final class Count: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
      value.withLock { value in
        defer { value += 1 }
        return value
      }
    }
  }
}

private final class ScriptHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer
  private let number: Int
  private let greeting: RawFrame
  private let script: PeerScript
  private var connection: PeerConnection?

  init(number: Int, greeting: RawFrame, script: @escaping PeerScript) {
    self.number = number
    self.greeting = greeting
    self.script = script
  }

  func handlerAdded(context: ChannelHandlerContext) {
    connection = PeerConnection(
      number: number, script: script,
      transmit: { bytes in
        context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
      },
      end: { context.close(promise: nil) })
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    connection = nil
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is TLSHandshakeCompleted { connection?.send(greeting) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    connection?.receive(unwrapInboundIn(data).readableBytesView)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
