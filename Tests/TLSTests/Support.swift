import NIOCore
import NIOPosix
import TLS
import TestKit

enum Names {
  static func service(_ name: String) throws -> TLSIdentity {
    try named(.service, name)
  }

  static func client(_ name: String) throws -> TLSIdentity {
    try named(.client, name)
  }

  static func person(_ name: String) throws -> TLSIdentity {
    try named(.person, name)
  }

  private static func named(_ kind: TLSIdentity.Kind, _ name: String) throws -> TLSIdentity {
    guard let identity = TLSIdentity(kind: kind, name: name) else { throw Unexpected() }
    return identity
  }
}

struct Unexpected: Error {}

/// What one end of a connection saw, completed when its channel is closed.
struct Sighting: Sendable {
  var completed: TLSHandshakeCompleted?
  var errors: [TLSError] = []
  var bytes: [UInt8] = []
}

/// Sits above TLS: sends what it is told to when the peer is known, may echo, and records.
final class Recorder: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var sighting = Sighting()
  private let greeting: [UInt8]
  private let isEcho: Bool
  private let closesAfterBytes: Int?
  private let finished: EventLoopPromise<Sighting>

  init(
    greeting: [UInt8] = [], isEcho: Bool = false, closesAfterBytes: Int? = nil,
    finished: EventLoopPromise<Sighting>
  ) {
    self.greeting = greeting
    self.isEcho = isEcho
    self.closesAfterBytes = closesAfterBytes
    self.finished = finished
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard let completed = event as? TLSHandshakeCompleted else { return }
    self.sighting.completed = completed
    if !self.greeting.isEmpty {
      context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(bytes: self.greeting)), promise: nil)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = self.unwrapInboundIn(data)
    self.sighting.bytes.append(contentsOf: buffer.readableBytesView)
    if self.isEcho { context.write(self.wrapOutboundOut(buffer), promise: nil) }
    if let limit = self.closesAfterBytes, self.sighting.bytes.count >= limit {
      context.close(promise: nil)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if self.isEcho { context.flush() }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? TLSError { self.sighting.errors.append(error) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.finished.succeed(self.sighting)
  }
}

/// One server and one client on real sockets, each with a recorder above its TLS handler.
struct Exchange {
  var server: TLSContext
  var client: TLSContext
  var expecting = TLSPeerExpectation.any
  var greeting: [UInt8] = Array("hello".utf8)
  var limits = TLSLimits.defaults
  /// How many bytes of ciphertext each end reads at once.
  var readBytes = 64 * 1024
  var unixPath: String?

  /// Sends the greeting, has it echoed, closes, and tells what both ends saw.
  func run() async throws -> (server: Sighting, client: Sighting) {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let serverSaw = loop.makePromise(of: Sighting.self)
    let clientSaw = loop.makePromise(of: Sighting.self)
    let listener = try await self.listen(loop, serverSaw)
    let channel = try await self.connect(loop, listener, clientSaw)
    let seen = try await (serverSaw.futureResult.get(), clientSaw.futureResult.get())
    try await channel.closeFuture.get()
    try await listener.close()
    return (seen.0, seen.1)
  }

  private func listen(
    _ loop: any EventLoop, _ promise: EventLoopPromise<Sighting>
  ) async throws -> any Channel {
    let bootstrap = ServerBootstrap(group: loop)
      .childChannelOption(
        .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: readBytes)
      )
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers([
            TLSHandler(context: self.server, role: .server, limits: self.limits),
            Recorder(isEcho: true, finished: promise),
          ])
        }
      }
    if let unixPath {
      return try await bootstrap.bind(unixDomainSocketPath: unixPath).get()
    }
    return try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
  }

  private func connect(
    _ loop: any EventLoop, _ listener: any Channel, _ promise: EventLoopPromise<Sighting>
  ) async throws -> any Channel {
    let bootstrap = ClientBootstrap(group: loop)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: readBytes))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers([
            TLSHandler(
              context: self.client, role: .client(expecting: self.expecting), limits: self.limits),
            Recorder(
              greeting: self.greeting, closesAfterBytes: self.greeting.count, finished: promise),
          ])
        }
      }
    guard let address = listener.localAddress else { throw Unexpected() }
    return try await bootstrap.connect(to: address).get()
  }
}
