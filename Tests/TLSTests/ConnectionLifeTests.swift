import COpenSSL
import NIOCore
import NIOEmbedded
import TLS
import TestKit
import Testing

@Suite("A connection is bounded in time and memory from first to last byte")
struct ConnectionLifeTests {
  private let authority: TestAuthority
  private let server: TLSContext
  private let client: TLSContext

  init() throws {
    self.authority = try TestAuthority()
    self.server = try self.authority.context(.server, for: Names.service("payment"))
    self.client = try self.authority.context(.client, for: Names.service("gateway"))
  }

  private func peer(isServer: Bool = false) throws -> RawPeer {
    var manners = RawPeer.Manners()
    manners.isServer = isServer
    manners.files = try self.authority.files(for: Names.service(isServer ? "payment" : "gateway"))
    return try RawPeer(manners)
  }

  private func openWire(
    greeting: [UInt8] = [], isEcho: Bool = false, limits: TLSLimits = .defaults
  ) throws -> Wire {
    let wire = try Wire(
      context: self.server, peer: self.peer(), greeting: greeting, isEcho: isEcho, limits: limits)
    try wire.settle()
    return wire
  }

  @Test("A peer that says nothing is cut off when the time for the handshake is over")
  func silentPeer() throws {
    let wire = try Wire(context: self.server, peer: self.peer())
    wire.loop.advanceTime(by: .milliseconds(4_999))
    #expect(wire.channel.isActive)
    wire.loop.advanceTime(by: .milliseconds(1))
    #expect(!wire.channel.isActive)
    #expect(try wire.sighting().errors.map(\.code) == [.handshakeTimedOut])
  }

  @Test("A peer that stops within its first flight is cut off too")
  func stalledHandshake() throws {
    let peer = try self.peer()
    let wire = try Wire(context: self.server, peer: peer)
    peer.receive([])
    wire.deliver(Array(peer.takeOutput().dropLast(10)))
    wire.loop.advanceTime(by: .seconds(5))
    #expect(try wire.sighting().errors.map(\.code) == [.handshakeTimedOut])
  }

  @Test("Time passes freely once the handshake is complete")
  func timerEnds() throws {
    let wire = try self.openWire()
    wire.loop.advanceTime(by: .hours(1))
    #expect(wire.channel.isActive)
  }

  @Test("What is written before the handshake is sent after it, in order")
  func earlyWrites() throws {
    let wire = try Wire(context: self.client, peer: self.peer(isServer: true))
    let first = wire.channel.writeAndFlush(ByteBuffer(string: "first "))
    let second = wire.channel.writeAndFlush(ByteBuffer(string: "second"))
    #expect(wire.peer.received.isEmpty)
    try wire.settle()
    try first.wait()
    try second.wait()
    #expect(wire.peer.received == Array("first second".utf8))
  }

  @Test("More than the limit before the handshake ends the connection and fails its writers")
  func earlyWritesBounded() throws {
    var limits = TLSLimits.defaults
    limits.pendingPlaintextBytesMax = 1_000
    let wire = try Wire(context: self.client, peer: self.peer(isServer: true), limits: limits)
    let kept = wire.channel.writeAndFlush(ByteBuffer(repeating: 1, count: 1_000))
    let refused = wire.channel.writeAndFlush(ByteBuffer(repeating: 1, count: 1))
    #expect(throws: TLSError.self) { try refused.wait() }
    #expect(throws: TLSError.self) { try kept.wait() }
    #expect(!wire.channel.isActive)
    #expect(try wire.sighting().errors.map(\.code) == [.limitExceeded])
  }

  @Test("Small writes of one flush share a record and one socket write")
  func joinedWrites() throws {
    let wire = try self.openWire()
    for number in 0..<100 {
      wire.channel.write(ByteBuffer(repeating: UInt8(number), count: number), promise: nil)
    }
    wire.channel.flush()
    let buffer = try #require(try wire.channel.readOutbound(as: ByteBuffer.self))
    #expect(try wire.channel.readOutbound(as: ByteBuffer.self) == nil)
    #expect(buffer.readableBytes < 4_950 + 30, "one record")
    wire.peer.receive(Array(buffer.readableBytesView))
    #expect(wire.peer.received == (0..<100).flatMap { [UInt8](repeating: UInt8($0), count: $0) })
  }

  @Test(
    "Writes of every size around the record size arrive unchanged",
    arguments: [[16_383, 2], [16_384], [16_385], [1, 16_384, 1], [5, 40_000, 7, 0, 3], [0]])
  func recordSizes(sizes: [Int]) throws {
    let wire = try self.openWire()
    let expected = sizes.enumerated().flatMap { [UInt8](repeating: UInt8($0 + 1), count: $1) }
    let writes = sizes.enumerated().map {
      wire.channel.write(ByteBuffer(repeating: UInt8($0 + 1), count: $1))
    }
    wire.channel.flush()
    try wire.settle()
    for write in writes { try write.wait() }
    #expect(wire.peer.received == expected)
  }

  @Test("A write that was not flushed is not completed by bytes sent for other reasons")
  func unflushed() throws {
    let wire = try self.openWire()
    var isDone = false
    let write = wire.channel.write(ByteBuffer(string: "later"))
    write.assumeIsolated().whenComplete { _ in isDone = true }
    wire.peer.updateKeys()
    try wire.settle()
    #expect(!isDone)
    wire.channel.flush()
    try wire.settle()
    #expect(isDone)
    #expect(wire.peer.received == Array("later".utf8))
  }

  @Test("Closing says goodbye, waits for the answer, and completes")
  func close() throws {
    let wire = try self.openWire()
    let closed = wire.channel.close()
    wire.peer.receive(try wire.takeSent())
    #expect(wire.peer.hasSeenCloseNotify)
    #expect(wire.isOutputEnded, "a peer that ends with the stream alone would wait")
    #expect(wire.channel.isActive)
    wire.peer.sayGoodbye()
    wire.deliver(wire.peer.takeOutput())
    try closed.wait()
    #expect(try wire.sighting().errors.isEmpty)
  }

  @Test("A goodbye that is never answered ends when its time is over")
  func closeBounded() throws {
    let wire = try self.openWire()
    let closed = wire.channel.close()
    wire.loop.advanceTime(by: .milliseconds(999))
    #expect(wire.channel.isActive)
    wire.loop.advanceTime(by: .milliseconds(1))
    try closed.wait()
    #expect(try wire.sighting().errors.isEmpty)
  }

  @Test("A peer's goodbye is answered, after its data was delivered")
  func peerCloses() throws {
    let wire = try self.openWire()
    wire.peer.write(Array("last words".utf8))
    wire.peer.sayGoodbye()
    try wire.settle()
    #expect(wire.peer.hasSeenCloseNotify)
    #expect(!wire.channel.isActive)
    let seen = try wire.sighting()
    #expect(seen.bytes == Array("last words".utf8))
    #expect(seen.errors.isEmpty)
  }

  @Test("An end without goodbye is reported as truncated")
  func truncated() throws {
    let wire = try self.openWire()
    wire.peer.write(Array("half a mess".utf8))
    wire.deliver(wire.peer.takeOutput())
    let seen = try wire.sighting()
    #expect(seen.bytes == Array("half a mess".utf8))
    #expect(seen.errors.map(\.code) == [.truncated])
  }

  @Test("A half-closed input ends the connection as truncated")
  func halfClosed() throws {
    let wire = try self.openWire()
    wire.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    wire.loop.run()
    #expect(!wire.channel.isActive)
    #expect(try wire.sighting().errors.map(\.code) == [.truncated])
  }

  @Test("A changed record ends the connection, and nothing of it is delivered")
  func changedRecord() throws {
    let wire = try self.openWire()
    wire.peer.write(Array("forged".utf8))
    var record = wire.peer.takeOutput()
    record[record.count - 1] ^= 1
    wire.deliver(record)
    #expect(!wire.channel.isActive)
    let seen = try wire.sighting()
    #expect(seen.bytes.isEmpty)
    #expect(seen.errors.map(\.code) == [.protocolViolation])
  }

  @Test("A repeated record is not delivered twice")
  func replayedRecord() throws {
    let wire = try self.openWire()
    wire.peer.write(Array("pay".utf8))
    let record = wire.peer.takeOutput()
    wire.deliver(record)
    wire.deliver(record)
    let seen = try wire.sighting()
    #expect(seen.bytes == Array("pay".utf8))
    #expect(seen.errors.map(\.code) == [.protocolViolation])
  }

  @Test("Key updates between data are followed; a flood of them is cut off")
  func keyUpdateFlood() throws {
    let wire = try self.openWire(isEcho: true)
    for _ in 0..<100 {
      wire.peer.updateKeys()
      wire.peer.write([7])
      try wire.settle()
    }
    #expect(wire.peer.received.count == 100)
    #expect(wire.channel.isActive)
    for _ in 0..<40 { wire.peer.updateKeys() }
    try wire.settle()
    #expect(!wire.channel.isActive)
    #expect(try wire.sighting().errors.map(\.code) == [.limitExceeded])
  }

  @Test("A flood of key updates in single reads is cut off as well")
  func keyUpdateTrickle() throws {
    let wire = try self.openWire()
    for _ in 0..<40 {
      wire.peer.updateKeys()
      try wire.settle()
    }
    #expect(try wire.sighting().errors.map(\.code) == [.limitExceeded])
  }

  @Test("Our own key is renewed after so many records, and the peer follows")
  func keyRenewal() throws {
    var limits = TLSLimits.defaults
    limits.recordsPerKeyMax = 4
    let wire = try self.openWire(limits: limits)
    for number in 0..<100 {
      wire.channel.writeAndFlush(ByteBuffer(bytes: [UInt8(number)]), promise: nil)
      try wire.settle()
    }
    #expect(wire.peer.received == (0..<100).map { UInt8($0) })
    #expect(wire.peer.keyUpdates == 24)
    #expect(wire.peer.failure == nil)
  }

  @Test("Without automatic reads the handler asks for as many as it needs")
  func manualReads() throws {
    let wire = try self.openWire()
    try wire.channel.setOption(.autoRead, value: false).wait()
    wire.peer.write([1])
    let record = wire.peer.takeOutput()
    wire.deliver(Array(record.prefix(5)))
    wire.deliver(Array(record.dropFirst(5)))
    #expect(try wire.sighting().bytes == [1])
  }

  @Test("A context made for one side is refused on the other")
  func wrongSide() throws {
    let loop = EmbeddedEventLoop()
    let finished = loop.makePromise(of: Sighting.self)
    let channel = EmbeddedChannel(loop: loop)
    try channel.pipeline.syncOperations.addHandlers([
      TLSHandler(context: self.client, role: .server), Recorder(finished: finished),
    ])
    channel.connect(to: try SocketAddress(unixDomainSocketPath: "/nowhere"), promise: nil)
    loop.run()
    #expect(try finished.futureResult.wait().errors.map(\.code) == [.configurationInvalid])
  }
}
