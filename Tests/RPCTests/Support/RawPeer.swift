import NIOCore
import NIOPosix
import Protobuf
import RPC
import Synchronization
import TLS

/// One HTTP/2 frame as it stands on the wire.
struct RawFrame: Sendable, Hashable {
  enum Kind {
    static let data: UInt8 = 0
    static let headers: UInt8 = 1
    static let priority: UInt8 = 2
    static let reset: UInt8 = 3
    static let settings: UInt8 = 4
    static let ping: UInt8 = 6
    static let goAway: UInt8 = 7
    static let windowUpdate: UInt8 = 8
    static let continuation: UInt8 = 9
  }

  static let endStream: UInt8 = 1
  static let endHeaders: UInt8 = 4

  var kind: UInt8
  var flags: UInt8 = 0
  var stream: UInt32 = 0
  var payload: [UInt8] = []

  var bytes: [UInt8] {
    let count = payload.count
    return [
      UInt8(truncatingIfNeeded: count >> 16), UInt8(truncatingIfNeeded: count >> 8),
      UInt8(truncatingIfNeeded: count), kind, flags, UInt8(truncatingIfNeeded: stream >> 24),
      UInt8(truncatingIfNeeded: stream >> 16), UInt8(truncatingIfNeeded: stream >> 8),
      UInt8(truncatingIfNeeded: stream),
    ] + payload
  }

  /// The number at an offset of the payload: of GOAWAY 4, of RST_STREAM 0.
  func code(at offset: Int) -> UInt32 {
    payload.dropFirst(offset).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
  static let settings = RawFrame(kind: Kind.settings)

  /// The headers of a call, without compression.
  static func call(
    _ stream: UInt32, path: String = EchoService.unary.path, flags: UInt8 = endHeaders,
    method: String = "POST", contentType: String = "application/grpc",
    extra: [(String, String)] = [("te", "trailers")]
  ) -> RawFrame {
    let fields =
      [
        (":method", method), (":scheme", "https"), (":path", path), (":authority", "localhost"),
        ("content-type", contentType),
      ] + extra
    return RawFrame(
      kind: Kind.headers, flags: flags, stream: stream, payload: fields.flatMap(field))
  }

  static func field(_ name: String, _ value: String) -> [UInt8] {
    [0] + text(name) + text(value)
  }

  private static func text(_ text: String) -> [UInt8] {
    var rest = text.utf8.count
    guard rest >= 127 else { return [UInt8(rest)] + Array(text.utf8) }
    var length: [UInt8] = [127]
    rest -= 127
    while rest >= 128 {
      length.append(UInt8(rest % 128) | 128)
      rest /= 128
    }
    return length + [UInt8(rest)] + Array(text.utf8)
  }

  static func data(_ stream: UInt32, _ payload: [UInt8], flags: UInt8 = 0) -> RawFrame {
    RawFrame(kind: Kind.data, flags: flags, stream: stream, payload: payload)
  }

  /// Takes the first frame, when it is whole.
  static func cut(from bytes: inout [UInt8]) -> RawFrame? {
    guard bytes.count >= 9 else { return nil }
    let count = Int(bytes[0]) << 16 | Int(bytes[1]) << 8 | Int(bytes[2])
    guard bytes.count >= 9 + count else { return nil }
    let stream = bytes[5..<9].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let frame = RawFrame(
      kind: bytes[3], flags: bytes[4], stream: stream & 0x7FFF_FFFF,
      payload: Array(bytes[9..<9 + count]))
    bytes.removeFirst(9 + count)
    return frame
  }

  /// A message with its prefix.
  static func message(_ echo: Echo, flag: UInt8 = 0) -> [UInt8] {
    let bytes = echo.protobufBytes()
    let count = bytes.count
    return [
      flag, UInt8(truncatingIfNeeded: count >> 24), UInt8(truncatingIfNeeded: count >> 16),
      UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count),
    ] + bytes
  }
}

/// Speaks whatever it is told over genuine TLS, and keeps the frames that come back.
final class RawPeer: Sendable {
  private struct State {
    var bytes: [UInt8] = []
    var frames: [RawFrame] = []
    var isClosed = false
    var waiting: [(@Sendable ([RawFrame]) -> Bool, Signal)] = []
  }

  private let channel: any Channel
  private let inbox: Inbox

  /// Receives on the channel's loop, is asked from any task.
  private final class Inbox: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    let state = Mutex(State())
    let established = Signal()
    let isEstablished = Mutex(false)

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      guard event is TLSHandshakeCompleted else { return }
      isEstablished.withLock { $0 = true }
      established.raise()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let buffer = unwrapInboundIn(data)
      change { state in
        state.bytes += Array(buffer.readableBytesView)
        while let frame = RawFrame.cut(from: &state.bytes) { state.frames.append(frame) }
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
      established.raise()
      change { $0.isClosed = true }
    }

    func change(_ body: (inout State) -> Void) {
      let ready = state.withLock { state in
        body(&state)
        let frames = state.frames
        let isClosed = state.isClosed
        let ready = state.waiting.filter { isClosed || $0.0(frames) }
        state.waiting.removeAll { isClosed || $0.0(frames) }
        return ready.map { $0.1 }
      }
      for signal in ready { signal.raise() }
    }
  }

  init(to address: RPCAddress) async throws {
    let credentials = try TestCredentials.shared.get()
    let inbox = Inbox()
    guard case .tcp(let host, let port) = address else { throw RPCError(.unimplemented, "TCP") }
    channel = try await ClientBootstrap(group: TestSuite.group)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let tls = TLSHandler(
            context: credentials.client, role: .client(expecting: .any),
            limits: RPCLimits.patientTLS)
          try channel.pipeline.syncOperations.addHandler(tls)
          try channel.pipeline.syncOperations.addHandler(inbox)
        }
      }
      .connect(host: host, port: port).get()
    self.inbox = inbox
    await inbox.established.wait()
    guard inbox.isEstablished.withLock({ $0 }) else {
      throw RPCError(.unavailable, "the connection of the raw peer was not established")
    }
  }

  func send(_ bytes: [UInt8]) {
    channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
  }

  func send(_ frames: RawFrame...) {
    send(frames.flatMap(\.bytes))
  }

  /// Connection preface and settings.
  func greet() {
    send(RawFrame.preface + RawFrame.settings.bytes)
  }

  /// Waits until the frames so far satisfy the condition, or the connection is closed.
  func frames(
    until condition: @escaping @Sendable ([RawFrame]) -> Bool
  ) async -> [RawFrame] {
    let isMet = Signal()
    inbox.change { $0.waiting.append((condition, isMet)) }
    await isMet.wait()
    return inbox.state.withLock { $0.frames }
  }

  /// Waits for the server to close the connection.
  func closed() async -> [RawFrame] {
    await frames { _ in false }
  }

  /// Waits until the server has ended the stream.
  func ended(_ stream: UInt32) async -> [RawFrame] {
    await frames { frames in
      frames.contains {
        $0.stream == stream
          && ($0.kind == RawFrame.Kind.reset
            || $0.kind == RawFrame.Kind.headers && $0.flags & RawFrame.endStream != 0)
      }
    }
  }

  func close() async {
    try? await channel.close().get()
  }
}
