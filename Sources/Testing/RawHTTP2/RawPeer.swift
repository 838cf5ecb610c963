package import NIOCore
import NIOPosix
package import RPC
package import TLS

/// Speaks whatever it is told over genuine TLS, and keeps what comes back.
///
/// Usable from any task. Nothing is answered by itself: neither SETTINGS nor PING.
package final class RawPeer: Sendable {
  private let channel: any Channel
  private let inbox: RawInbox

  /// Connects, and returns once the other end is verified.
  ///
  /// Without `tls` the bytes go out as they are. A peer that has received more than
  /// `receivedBytesMax` bytes closes the connection.
  ///
  /// - Throws: ``RawPeerError`` when there is no connection in the end.
  package init(
    to address: RPCAddress, tls: TLSContext?, expecting: TLSPeerExpectation = .any,
    group: any EventLoopGroup, limits: TLSLimits = .defaults,
    receivedBytesMax: Int = 64 * 1024 * 1024
  ) async throws {
    let inbox = RawInbox(isPlain: tls == nil, receivedBytesMax: receivedBytesMax)
    let bootstrap = ClientBootstrap(group: group)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            let handler = TLSHandler(
              context: tls, role: .client(expecting: expecting), limits: limits)
            try channel.pipeline.syncOperations.addHandler(handler)
          }
          try channel.pipeline.syncOperations.addHandler(inbox)
        }
      }
    self.inbox = inbox
    self.channel = try await Self.connect(bootstrap, to: address)
    await inbox.wait(on: channel.eventLoop, atMost: nil) { $0.isEstablished }
    guard inbox.content.isEstablished else {
      try? await channel.close().get()
      throw RawPeerError(.notEstablished)
    }
  }

  private static func connect(
    _ bootstrap: ClientBootstrap, to address: RPCAddress
  ) async throws -> any Channel {
    do {
      switch address {
      case .tcp(let host, let port):
        return try await bootstrap.connect(host: host, port: port).get()
      case .unix(let path):
        guard path.utf8.count <= RPCAddress.unixPathBytesMax else {
          throw RawPeerError(.unusableAddress)
        }
        return try await bootstrap.connect(unixDomainSocketPath: path).get()
      }
    } catch let error as RawPeerError {
      throw error
    } catch {
      throw RawPeerError(.notEstablished)
    }
  }

  /// Everything that has come so far, frames or not.
  package var receivedBytes: [UInt8] { inbox.content.bytes }
  /// The whole frames that have come so far.
  package var receivedFrames: [RawFrame] { inbox.content.frames }
  /// Whether the connection is over.
  package var isClosed: Bool { inbox.content.isClosed }

  /// Sends bytes; on a closed connection they go nowhere.
  package func send(_ bytes: [UInt8]) {
    channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
  }

  /// Sends frames in one write.
  package func send(_ frames: RawFrame...) {
    send(frames.flatMap(\.bytes))
  }

  /// Sends the connection preface and settings.
  package func greet() {
    send(RawFrame.preface + RawFrame.settings.bytes)
  }

  /// Stops or resumes reading from the socket, so that the other end cannot write any more.
  package func setReading(_ isReading: Bool) async throws {
    try await channel.setOption(.autoRead, value: isReading).get()
  }

  /// Waits until the frames so far satisfy the condition, the connection is closed, `time` is over,
  /// which is for ever when nil, or the task is cancelled; returns all frames so far.
  package func frames(
    atMost time: Duration? = nil, until condition: @escaping @Sendable ([RawFrame]) -> Bool
  ) async -> [RawFrame] {
    await inbox.wait(on: channel.eventLoop, atMost: time) { condition($0.frames) }
    return inbox.content.frames
  }

  /// Waits until the bytes so far satisfy the condition, or as ``frames(atMost:until:)`` does;
  /// returns all bytes so far.
  package func bytes(
    atMost time: Duration? = nil, until condition: @escaping @Sendable ([UInt8]) -> Bool
  ) async -> [UInt8] {
    await inbox.wait(on: channel.eventLoop, atMost: time) { condition($0.bytes) }
    return inbox.content.bytes
  }

  /// Waits for the other end to close the connection, at most for `time`.
  package func closed(atMost time: Duration? = nil) async -> [RawFrame] {
    await frames(atMost: time) { _ in false }
  }

  /// Waits until the other end has ended the stream, at most for `time`.
  package func ended(_ stream: UInt32, atMost time: Duration? = nil) async -> [RawFrame] {
    await frames(atMost: time) { frames in
      frames.contains { $0.stream == stream && $0.isEndOfAnswer }
    }
  }

  /// Ends the connection with a close_notify.
  package func close() async {
    try? await channel.close().get()
  }
}

extension RawFrame {
  fileprivate var isEndOfAnswer: Bool {
    kind == Kind.reset || kind == Kind.headers && has(Self.endStream)
  }
}
