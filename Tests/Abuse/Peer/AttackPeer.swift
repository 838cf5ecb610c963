import NIOCore
import NIOPosix
import RPC
import RawHTTP2
import TLS

/// One connection of an attacker: sends whatever it is told, answers nothing by itself, and notes when
/// what came back.
final class AttackPeer: Sendable {
  private let channel: any Channel
  private let inbox: AttackInbox

  private init(_ channel: any Channel, _ inbox: AttackInbox) {
    self.channel = channel
    self.inbox = inbox
  }

  /// Opens a socket, and waits for the end of the handshake or of the connection.
  ///
  /// - Throws: When no socket can be opened.
  static func connect(
    to address: RPCAddress, tls: TLSContext?, _ group: any EventLoopGroup
  ) async throws -> AttackPeer {
    let peer = try await open(to: address, tls: tls, group)
    _ = await peer.wait(atMost: .seconds(30)) { $0.establishedAt != nil }
    return peer
  }

  /// Opens a socket; a handshake goes on by itself.
  ///
  /// - Throws: When no socket can be opened.
  static func open(
    to address: RPCAddress, tls: TLSContext?, _ group: any EventLoopGroup
  ) async throws -> AttackPeer {
    guard case .tcp(let host, let port) = address else { throw RPCError(.unimplemented, "TCP") }
    let inbox = AttackInbox(isPlain: tls == nil)
    let channel = try await ClientBootstrap(group: group)
      .connectTimeout(.seconds(20))
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            let handler = TLSHandler(
              context: tls, role: .client(expecting: .any), limits: patientLimits)
            try channel.pipeline.syncOperations.addHandler(handler)
          }
          try channel.pipeline.syncOperations.addHandler(inbox)
        }
      }
      .connect(host: host, port: port).get()
    return AttackPeer(channel, inbox)
  }

  private static let patientLimits: TLSLimits = {
    var limits = TLSLimits.defaults
    limits.handshakeTimeMax = .seconds(60)
    limits.closeTimeMax = .seconds(6)
    return limits
  }()

  var received: Received { inbox.received }
  var isEstablished: Bool { received.establishedAt != nil }
  var isOver: Bool { received.endedAt != nil }

  /// Sends bytes and returns once the system has taken them; false when the connection is over.
  @discardableResult
  func send(_ bytes: [UInt8]) async -> Bool {
    do {
      try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
      return true
    } catch {
      return false
    }
  }

  /// Sends bytes without waiting.
  func post(_ bytes: [UInt8]) {
    channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
  }

  /// Sends the preface and settings.
  func greet(_ settings: RawFrame = .settings) {
    post(RawFrame.preface + settings.bytes)
  }

  /// Stops or resumes taking bytes from the system.
  func setReading(_ isReading: Bool) async {
    try? await channel.setOption(.autoRead, value: isReading).get()
  }

  /// Waits until the condition holds, the connection is over or the time is up.
  func wait(
    atMost time: Duration, until condition: @escaping @Sendable (Received) -> Bool
  ) async -> Received {
    await inbox.wait(on: channel.eventLoop, atMost: time, condition)
    return received
  }

  /// Waits for the server to end the connection.
  func ended(atMost time: Duration) async -> Received {
    await wait(atMost: time) { _ in false }
  }

  /// Ends the connection in good order, and says within how many seconds the server had let go.
  @discardableResult
  func close() async -> Double {
    let start = Clock.now
    try? await channel.close().get()
    return Clock.seconds(since: start)
  }
}
