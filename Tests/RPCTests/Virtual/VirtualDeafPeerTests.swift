import NIOCore
import NIOEmbedded
import RPC
import RawHTTP2
import Testing

/// What a peer does not take off its socket holds neither a connection nor a handler for long.
@Suite("Peers that take nothing, on a clock of our own")
struct VirtualDeafPeerTests {
  private typealias Kind = RawFrame.Kind

  private func ping(_ flags: UInt8 = 0) -> RawFrame {
    RawFrame(kind: Kind.ping, flags: flags, payload: [UInt8](repeating: 0, count: 8))
  }

  @Test("A peer that takes nothing for the stall time is cut off, however much it says")
  func talkative() throws {
    var limits = RPCLimits.defaults
    limits.stallTimeMax = .seconds(10)
    for hasCall in [true, false] {
      let virtual = VirtualServer(limits: limits)
      let peer = try virtual.connect()
      peer.setWritable(false)
      if hasCall {
        let message = RawFrame.message(Echo([UInt8](repeating: 1, count: 12_000)))
        try peer.send(.call(1), .data(1, message, flags: RawFrame.endStream))
      }
      for second in 1...10 {
        #expect(peer.isClosed == false, "second \(second)")
        try peer.send(ping())
        virtual.advance(.seconds(1))
      }
      #expect(peer.isClosed == true)
      #expect(virtual.server.callsInFlight == 0)
      #expect(virtual.server.bufferedBytes == 0)
    }
  }

  @Test("A flood by a peer that takes nothing ends within a second")
  func flood() throws {
    let virtual = VirtualServer()
    let peer = try virtual.connect()
    peer.setWritable(false)
    try peer.send(bytes: (0..<3_000).flatMap { _ in ping().bytes })
    virtual.advance(.seconds(1))
    #expect(peer.isClosed == true)
  }

  @Test("Too many resets by a peer that takes nothing end within a second")
  func resets() throws {
    let virtual = VirtualServer()
    let peer = try virtual.connect()
    peer.setWritable(false)
    for index in 0..<UInt32(3_000) {
      let stream = index * 2 + 1
      try peer.send(.call(stream, path: EchoService.collect.path), .reset(stream, .cancel))
    }
    virtual.advance(.seconds(1))
    #expect(peer.isClosed == true)
    #expect(virtual.server.callsInFlight == 0)
  }
}
