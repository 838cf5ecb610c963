import NIOCore
import RPC
import SampleClaims
import Synchronization
import TLS

/// Lets our own client make calls, and keeps the bytes that it sends.
enum SessionRecorder {
  /// So many sessions of one to five calls each.
  static func record(_ count: Int, _ site: Site) async throws -> [[UInt8]] {
    try await Crowd.run(count, atOnce: 8) { index in
      let tape = Tape()
      let client = client(site, tape)
      var random = SeededRandom(seed: site.seed ^ (UInt64(truncatingIfNeeded: index) << 20))
      for _ in 0...Int.random(in: 0...4, using: &random) {
        try await call(client, &random)
      }
      await client.close()
      return tape.bytes.withLock { $0 }
    }
  }

  private static func client(_ site: Site, _ tape: Tape) -> RPCClient {
    let settings = ClientSettings(
      targets: [site.address], balancing: .pickFirst, limits: .defaults, backoff: .defaults,
      retry: nil, random: { 7 })
    let tls = site.credentials.insider
    let connector = RPCConnector.sockets(limits: .defaults) { channel in
      let handler = TLSHandler(context: tls, role: .client(expecting: .any))
      try channel.pipeline.syncOperations.addHandlers([handler, Recorder(tape)])
    }
    return RPCClient(settings, eventLoop: site.group.next(), connector: connector)
  }

  private static func call(_ client: RPCClient, _ random: inout SeededRandom) async throws {
    let text = String(repeating: "m", count: Int.random(in: 0...2_000, using: &random))
    var options = RPCCallOptions(timeout: .seconds(10))
    if Bool.random(using: &random) { options.metadata = try metadata(&random) }
    switch Int.random(in: 0..<4, using: &random) {
    case 0, 1:
      _ = try await client.rawUnary(
        path: EchoCalls.echo, request: EchoCalls.text(text), options: options)
    case 2:
      let answers = try await client.rawServerStreaming(
        path: EchoCalls.repeat, request: EchoCalls.repeating("r", count: 5), options: options)
      for try await _ in answers {}
    default:
      let method = RPCMethod<RPCRawMessage, RPCRawMessage>(
        service: "hmo.testing.v1.EchoService", name: "Collect", kind: .clientStreaming)
      _ = try await client.clientStreaming(method, options: options) { writer in
        for _ in 0..<3 { try await writer.write(RPCRawMessage(bytes: EchoCalls.text(text))) }
      }
    }
  }

  private static func metadata(_ random: inout SeededRandom) throws -> RPCMetadata {
    var metadata = RPCMetadata()
    try metadata.add("x-mutation", text: String(Int.random(in: 0...99_999, using: &random)))
    try metadata.add("x-mutation-bin", binary: [0, 1, 2, 255])
    return metadata
  }
}

/// What a client has sent on its one connection.
private final class Tape: Sendable {
  let bytes = Mutex([UInt8]())
}

/// Stands between the client and TLS.
private final class Recorder: ChannelOutboundHandler, Sendable {
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer
  private let tape: Tape

  init(_ tape: Tape) {
    self.tape = tape
  }

  func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    let buffer = unwrapOutboundIn(data)
    tape.bytes.withLock { $0 += buffer.readableBytesView }
    context.write(data, promise: promise)
  }
}
