import NIOCore
import NIOEmbedded
import TestKit
import Testing

@testable import TLS

@Suite("Handshakes and farewells take turns with the rest of their loop")
struct ConnectionTurnsTests {
  /// A loop on which a step takes as long as it says, and what was done in order.
  private final class Scene {
    let loop = EmbeddedEventLoop()
    lazy var turns = ConnectionTurns(on: loop)
    var done: [String] = []

    /// Whether the step was done at once.
    func take(_ name: String, lasting time: TimeAmount) -> Bool {
      let step = {
        self.loop.advanceTime(by: time)
        self.done.append(name)
      }
      guard turns.isOpen else {
        turns.wait(step)
        return false
      }
      turns.spend(step)
      return true
    }
  }

  @Test("Short steps follow each other without a pause")
  func short() {
    let scene = Scene()
    for step in 0..<9 { #expect(scene.take("\(step)", lasting: .microseconds(100)) == true) }
    #expect(scene.done.count == 9)
  }

  @Test("After a millisecond of steps the next waits, and others of the loop go first")
  func waits() {
    let scene = Scene()
    #expect(scene.take("a", lasting: .microseconds(600)) == true)
    #expect(scene.take("b", lasting: .microseconds(600)) == true)
    #expect(scene.take("c", lasting: .microseconds(1_000)) == false)
    #expect(scene.take("d", lasting: .microseconds(1)) == false)
    scene.loop.execute { scene.done.append("others") }
    scene.loop.run()
    #expect(scene.done == ["a", "b", "others"])
    scene.loop.advanceTime(by: ConnectionTurns.restTime)
    #expect(scene.done == ["a", "b", "others", "c"])
    scene.loop.advanceTime(by: ConnectionTurns.turnTimeMax + ConnectionTurns.restTime)
    #expect(scene.done == ["a", "b", "others", "c", "d"])
    #expect(scene.take("e", lasting: .zero) == true)
  }

  @Test("What was spent long ago is forgotten")
  func forgets() {
    let scene = Scene()
    for _ in 0..<9 {
      #expect(scene.take("a", lasting: .microseconds(900)) == true)
      scene.loop.advanceTime(by: .milliseconds(2))
    }
  }

  @Test("A handshake that has to wait ends like any other, with what the peer sent meanwhile")
  func late() throws {
    let authority = try TestAuthority()
    let context = try authority.context(.server, for: Names.service("payment"))
    var manners = RawPeer.Manners()
    manners.files = try authority.files(for: Names.service("gateway"))
    let peer = try RawPeer(manners)
    let wire = try Wire(context: context, peer: peer, isEcho: true)
    let turns = context.turns(on: wire.loop)
    // Somebody else's step takes a whole turn before each of ours.
    let others = { turns.spend { wire.loop.advanceTime(by: ConnectionTurns.turnTimeMax) } }
    others()
    try wire.settle()
    #expect(wire.sent.isEmpty)
    wire.loop.advanceTime(by: ConnectionTurns.restTime)
    peer.receive(try wire.takeSent())
    peer.write(Array("early".utf8))
    others()
    let readsBefore = wire.readCount
    wire.deliver(peer.takeOutput())
    #expect(try wire.takeSent().isEmpty)
    #expect(wire.readCount == readsBefore, "nothing is read that nobody looks at yet")
    wire.loop.advanceTime(by: ConnectionTurns.restTime)
    #expect(wire.readCount > readsBefore)
    try wire.settle()
    #expect(peer.received == Array("early".utf8))
    let seen = try wire.sighting()
    #expect(seen.completed?.identity == (try Names.service("gateway")))
  }

  @Test(
    "The socket of a peer that has left closes in its turn, and nothing is read of it before",
    arguments: [true, false])
  func leaves(hasSaidGoodbye: Bool) throws {
    let authority = try TestAuthority()
    let context = try authority.context(.server, for: Names.service("payment"))
    var manners = RawPeer.Manners()
    manners.files = try authority.files(for: Names.service("gateway"))
    let peer = try RawPeer(manners)
    let wire = try Wire(context: context, peer: peer, isEcho: true)
    try wire.settle()
    let turns = context.turns(on: wire.loop)
    turns.spend { wire.loop.advanceTime(by: ConnectionTurns.turnTimeMax) }
    if hasSaidGoodbye {
      peer.sayGoodbye()
      wire.deliver(peer.takeOutput())
    }
    let readsBefore = wire.readCount
    wire.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    wire.channel.pipeline.read()
    #expect(wire.channel.isActive)
    #expect(wire.readCount == readsBefore)
    #expect(try wire.takeSent().isEmpty)
    wire.loop.advanceTime(by: ConnectionTurns.restTime)
    #expect(!wire.channel.isActive)
    #expect(try wire.takeSent().isEmpty == !hasSaidGoodbye, "who says goodbye is answered")
    let errors = try wire.sighting().errors
    #expect(errors.isEmpty == hasSaidGoodbye, "an end without goodbye is told")
  }
}
