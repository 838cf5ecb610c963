import NIOCore
import NIOEmbedded
import RPC
import RawHTTP2
import Testing

/// A connection that ends says so twice, lets open calls finish, and never takes longer than it may.
@Suite("The end of connections on a clock of our own")
struct VirtualDrainTests {
  private typealias Kind = RawFrame.Kind
  private static let anyStream: UInt32 = 0x7FFF_FFFF

  private func waiting(_ proceed: Signal) -> RPCRouter {
    var router = EchoService.router()
    router.handle(
      EchoService.unary,
      unary: { request, _ in
        await proceed.wait()
        return request
      })
    return router
  }

  private func begin(_ stream: UInt32, _ peer: VirtualPeer) throws {
    try peer.send(
      .call(stream), .data(stream, RawFrame.message(Echo([9])), flags: RawFrame.endStream))
  }

  @Test(
    "Draining announces itself, takes what is on its way, then refuses and waits for open calls")
  func announcesTwice() throws {
    let proceed = Signal()
    let virtual = VirtualServer(router: waiting(proceed))
    let peer = try virtual.connect()
    try begin(1, peer)
    virtual.server.drain(timeMax: .seconds(60))
    virtual.loop.run()
    #expect(peer.farewells == [[Self.anyStream, 0]])
    try begin(3, peer)
    try peer.answerPings()
    #expect(peer.farewells == [[Self.anyStream, 0], [3, 0]])
    try begin(5, peer)
    #expect(virtual.server.callsInFlight == 2)
    virtual.advance(.seconds(20))
    #expect(peer.isClosed == false)
    proceed.raise()
    virtual.loop.run()
    #expect([1, 3, 5].map { peer.status($0) } == [0, 0, nil])
    #expect(peer.isClosed == true)
    #expect(virtual.server.connectionCount == 0)
  }

  @Test("A peer that answers no PING is refused new calls all the same")
  func silentPeer() throws {
    let virtual = VirtualServer(router: waiting(Signal()))
    let peer = try virtual.connect()
    try begin(1, peer)
    virtual.server.drain(timeMax: .seconds(60))
    virtual.advance(.seconds(2))
    #expect(peer.farewells.last == [1, 0])
  }

  @Test("A drain that begins just before a tick gives the peer a whole second to hear of it")
  func beforeTick() throws {
    let virtual = VirtualServer(router: waiting(Signal()))
    let peer = try virtual.connect()
    try begin(1, peer)
    virtual.advance(.milliseconds(999))
    virtual.server.drain(timeMax: .seconds(60))
    virtual.advance(.milliseconds(1))
    try begin(3, peer)
    #expect(peer.farewells == [[Self.anyStream, 0]])
    #expect(virtual.server.callsInFlight == 2)
    virtual.advance(.seconds(1))
    #expect(peer.farewells == [[Self.anyStream, 0], [3, 0]])
  }

  @Test("What a farewell refused stays refused, also while the peer cannot hear of it")
  func unheardFarewell() throws {
    let virtual = VirtualServer(router: waiting(Signal()))
    let peer = try virtual.connect()
    try begin(1, peer)
    peer.setWritable(false)
    virtual.server.drain(timeMax: .seconds(3))
    virtual.advance(.seconds(2))
    try begin(3, peer)
    #expect(virtual.server.callsInFlight == 1)
    virtual.advance(.seconds(1))
    peer.setWritable(true)
    #expect(peer.farewells == [[Self.anyStream, 0], [1, 0], [1, 0]])
    #expect(peer.status(3) == nil)
    let resets = peer.frames.filter { $0.kind == Kind.reset && $0.stream == 3 }
    #expect(resets.map { $0.code(at: 0) } == [UInt32(HTTP2ErrorCode.refusedStream.number)])
  }

  @Test("Calls that a farewell refuses are not counted against their caller")
  func uncountedRefusals() throws {
    var limits = RPCLimits.defaults
    limits.resetBurstMax = 3
    limits.resetsPerSecondMax = 1
    let virtual = VirtualServer(router: waiting(Signal()), limits: limits)
    let peer = try virtual.connect()
    try begin(1, peer)
    peer.setWritable(false)
    virtual.server.drain(timeMax: .seconds(60))
    virtual.advance(.seconds(2))
    let refused = (1...20).map { UInt32($0 * 2 + 1) }
    for stream in refused { try begin(stream, peer) }
    peer.setWritable(true)
    let resets = peer.frames.filter { $0.kind == Kind.reset && refused.contains($0.stream) }
    #expect(resets.count == refused.count)
    // What was counted is judged with the next bytes.
    try peer.answerPings()
    #expect(peer.farewells.allSatisfy { $0[1] == HTTP2ErrorCode.noError.number })
    #expect(virtual.server.callsInFlight == 1)
  }

  @Test("No farewell goes back on an earlier one, whatever ends the connection")
  func lowestFarewell() throws {
    let virtual = VirtualServer(router: waiting(Signal()))
    let peer = try virtual.connect()
    try begin(1, peer)
    peer.setWritable(false)
    virtual.server.drain(timeMax: .seconds(60))
    virtual.advance(.seconds(2))
    try begin(3, peer)
    for _ in 0..<3_000 {
      try peer.send(RawFrame(kind: Kind.ping, payload: [UInt8](repeating: 0, count: 8)))
    }
    peer.setWritable(true)
    #expect(peer.farewells.map { $0[0] } == [Self.anyStream, 1, 1])
    #expect(peer.farewells.last == [1, HTTP2ErrorCode.enhanceYourCalm.number])
  }

  @Test("A handler that never ends is left behind when the time is over")
  func stuckHandler() throws {
    let proceed = Signal()
    var router = EchoService.router()
    router.handle(
      EchoService.unary,
      unary: { request, _ in
        await proceed.waitStubbornly()
        return request
      })
    let virtual = VirtualServer(router: router)
    let peer = try virtual.connect()
    try begin(1, peer)
    virtual.server.drain(timeMax: .seconds(5))
    virtual.advance(.seconds(5) - .nanoseconds(1))
    #expect(peer.status(1) == nil)
    virtual.advance(.nanoseconds(1))
    #expect(peer.status(1) == 14)
    #expect(peer.isClosed == true)
    #expect(virtual.server.connectionCount == 0)
    #expect(virtual.server.callsInFlight == 1)
    proceed.raise()
    virtual.loop.run()
    #expect(virtual.server.callsInFlight == 0)
  }

  @Test("A peer that takes no bytes cannot hold up the end")
  func stuckPeer() throws {
    var limits = RPCLimits.defaults
    limits.lingerTimeMax = .seconds(3)
    let virtual = VirtualServer(router: waiting(Signal()), limits: limits)
    let peer = try virtual.connect()
    try begin(1, peer)
    peer.setWritable(false)
    virtual.server.drain(timeMax: .seconds(5))
    virtual.advance(.seconds(5))
    #expect(peer.isClosed == false)
    // The other half of the time is left for the farewell of TLS.
    virtual.advance(.milliseconds(1_500))
    #expect(peer.isClosed == true)
    #expect(virtual.server.connectionCount == 0)
  }

  @Test("Of two ends the earlier one holds, whichever was asked for first")
  func earlierEnd() throws {
    for seconds in [(30, 5), (5, 30)] {
      let virtual = VirtualServer(router: waiting(Signal()))
      let peer = try virtual.connect()
      try begin(1, peer)
      virtual.server.closeConnections(gracefully: .seconds(seconds.0)) { _ in true }
      virtual.loop.run()
      virtual.server.drain(timeMax: .seconds(seconds.1))
      virtual.advance(.seconds(4))
      #expect(peer.isClosed == false)
      virtual.advance(.seconds(1))
      #expect(peer.status(1) == 14)
      #expect(peer.isClosed == true)
    }
  }

  @Test("A certificate that ends while a connection drains cuts the drain short")
  func certificateEndsInDrain() throws {
    let virtual = VirtualServer(router: waiting(Signal()))
    let peer = try virtual.connect("short", certificateEndSeconds: 2_000)
    try begin(1, peer)
    virtual.server.drain(timeMax: .seconds(60))
    virtual.wallClock.seconds = 2_001
    virtual.advance(.seconds(1))
    virtual.advance(.seconds(10))
    #expect(peer.status(1) == 14)
    #expect(peer.isClosed == true)
  }

  @Test("A flood that the protocol itself refuses ends with a farewell too")
  func floodInOneRead() throws {
    let virtual = VirtualServer()
    let peer = try virtual.connect()
    let ping = RawFrame(kind: Kind.ping, payload: [UInt8](repeating: 0, count: 8)).bytes
    try peer.send(bytes: (0..<3_000).flatMap { _ in ping })
    #expect(peer.farewells.last?.last == 11)
    #expect(peer.isClosed == true)
  }

  @Test("A connection that comes while the server drains is not taken")
  func late() throws {
    let virtual = VirtualServer()
    virtual.server.drain(timeMax: .seconds(5))
    #expect(try virtual.connect().isClosed == true)
    #expect(virtual.events.all == [.refused])
  }

  @Test("Only the connections of matching peers are closed, at once or with time")
  func someConnections() throws {
    let virtual = VirtualServer(router: waiting(Signal()))
    let denied = try virtual.connect("denied")
    let old = try virtual.connect("old")
    let good = try virtual.connect("good")
    for peer in [denied, old, good] { try begin(1, peer) }
    virtual.server.closeConnections(gracefully: nil) { $0.serialNumber == "denied" }
    virtual.server.closeConnections(gracefully: .seconds(20)) { $0.serialNumber == "old" }
    virtual.loop.run()
    #expect(denied.status(1) == 14)
    #expect(denied.isClosed == true)
    #expect(old.farewells == [[Self.anyStream, 0]])
    virtual.advance(.seconds(19))
    #expect(old.isClosed == false)
    virtual.advance(.seconds(1))
    #expect(old.status(1) == 14)
    #expect(old.isClosed == true)
    #expect(good.farewells == [])
    #expect(good.isClosed == false)
  }

  @Test("Closing at once also ends a connection that was being drained")
  func atOnceWhileDraining() throws {
    let virtual = VirtualServer(router: waiting(Signal()))
    let peer = try virtual.connect()
    try begin(1, peer)
    virtual.server.closeConnections(gracefully: .seconds(20)) { _ in true }
    virtual.server.closeConnections(gracefully: nil) { _ in true }
    virtual.loop.run()
    #expect(peer.status(1) == 14)
    #expect(peer.isClosed == true)
  }

  @Test("A connection does not outlive the certificate of its peer, nor a clock that fails")
  func certificateEnds() throws {
    let virtual = VirtualServer(router: waiting(Signal()))
    let short = try virtual.connect("short", certificateEndSeconds: 2_000)
    let long = try virtual.connect("long", certificateEndSeconds: 3_000)
    for peer in [short, long] { try begin(1, peer) }
    virtual.wallClock.seconds = 2_000
    virtual.advance(.seconds(1))
    #expect(short.farewells == [])
    virtual.wallClock.seconds = 2_001
    virtual.advance(.seconds(1))
    #expect(short.farewells.first == [Self.anyStream, 0])
    #expect(long.farewells == [])
    virtual.advance(.seconds(10))
    #expect(short.status(1) == 14)
    #expect(short.isClosed == true)
    virtual.wallClock.seconds = nil
    virtual.advance(.seconds(1))
    #expect(long.farewells.first == [Self.anyStream, 0])
  }
}
