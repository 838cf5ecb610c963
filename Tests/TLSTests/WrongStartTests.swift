import COpenSSL
import NIOCore
import NIOEmbedded
import TLS
import TestKit
import Testing

@Suite("A wrong start is refused without a byte of ours")
struct WrongStartTests {
  private let authority: TestAuthority
  private let server: TLSContext
  private let client: TLSContext
  private let greeting = Array("secret".utf8)

  init() throws {
    self.authority = try TestAuthority()
    self.server = try self.authority.context(.server, for: Names.service("payment"))
    self.client = try self.authority.context(.client, for: Names.service("gateway"))
  }

  private func manners(
    isServer: Bool, _ change: (inout RawPeer.Manners) -> Void = { _ in }
  ) throws -> RawPeer.Manners {
    var manners = RawPeer.Manners()
    manners.isServer = isServer
    manners.files = try self.authority.files(for: Names.service(isServer ? "payment" : "gateway"))
    change(&manners)
    return manners
  }

  private func run(
    _ context: TLSContext, _ manners: RawPeer.Manners
  ) throws -> (seen: Sighting, peer: RawPeer) {
    let peer = try RawPeer(manners)
    let wire = try Wire(context: context, peer: peer, greeting: self.greeting)
    try wire.settle()
    let isOpen = wire.channel.isActive
    let seen = try wire.sighting()
    if seen.completed == nil { #expect(!isOpen) }
    return (seen, peer)
  }

  private func expectRefused(
    _ context: TLSContext, _ manners: RawPeer.Manners, _ code: TLSError.Code
  ) throws {
    let (seen, peer) = try self.run(context, manners)
    #expect(seen.completed == nil)
    #expect(seen.errors.map(\.code) == [code])
    #expect(peer.received.isEmpty)
    #expect(seen.bytes.isEmpty)
  }

  @Test("A raw peer with good manners is let in, so the refusals below have their own reasons")
  func control() throws {
    let asClient = try self.run(self.server, self.manners(isServer: false))
    #expect(asClient.seen.completed?.identity == (try Names.service("gateway")))
    #expect(asClient.peer.received == self.greeting)
    let asServer = try self.run(self.client, self.manners(isServer: true))
    #expect(asServer.seen.completed?.identity == (try Names.service("payment")))
    #expect(asServer.peer.received == self.greeting)
  }

  @Test("TLS 1.0 to 1.2", arguments: [TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION])
  func oldVersions(version: Int32) throws {
    let older: (inout RawPeer.Manners) -> Void = {
      $0.lowestVersion = version
      $0.highestVersion = version
    }
    try self.expectRefused(
      self.server, self.manners(isServer: false, older), .handshakeFailed)
    let (seen, peer) = try self.run(self.client, self.manners(isServer: true, older))
    #expect(seen.completed == nil)
    #expect(seen.errors.count == 1)
    #expect(peer.received.isEmpty)
  }

  @Test(
    "No application protocol, or others than h2",
    arguments: [nil, Array("\u{8}http/1.1".utf8), Array("\u{3}h2c".utf8), Array("\u{1}h".utf8)])
  func applicationProtocol(list: [UInt8]?) throws {
    try self.expectRefused(
      self.server, self.manners(isServer: false) { $0.applicationProtocols = list },
      .applicationProtocolRefused)
  }

  @Test("A server that selects no application protocol")
  func serverWithoutProtocol() throws {
    try self.expectRefused(
      self.client, self.manners(isServer: true) { $0.applicationProtocols = nil },
      .applicationProtocolRefused)
  }

  @Test("h2 is found behind other offers")
  func amongOthers() throws {
    let offers = Array("\u{8}http/1.1\u{2}h2".utf8)
    let (seen, _) = try self.run(
      self.server, self.manners(isServer: false) { $0.applicationProtocols = offers })
    #expect(seen.completed != nil)
  }

  @Test("A client that shows no certificate")
  func noCertificate() throws {
    try self.expectRefused(
      self.server, self.manners(isServer: false) { $0.files = nil }, .handshakeFailed)
  }

  @Test("A key too weak to be trusted, from either side", arguments: [false, true])
  func weakKey(isServer: Bool) throws {
    let name = isServer ? "payment" : "gateway"
    var template = CertificateTemplate.leaf(for: try Names.service(name), validity: .days(1))
    template.key = .rsa(bits: 1_024)
    let files = try self.authority.files(from: template)
    try self.expectRefused(
      isServer ? self.client : self.server,
      self.manners(isServer: isServer) { $0.files = files }, .peerCertificateRefused)
  }

  @Test(
    "Bytes that are not TLS, given at once or one by one",
    arguments: [
      Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8),
      Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8),
      [UInt8](repeating: 0, count: 64), [UInt8](repeating: 0xFF, count: 64),
      [0x16, 0x03, 0x01, 0xFF, 0xFF, 0x01], [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28],
      [0x17, 0x03, 0x03, 0x00, 0x01, 0x00],
    ], [false, true])
  func garbage(bytes: [UInt8], isSliced: Bool) throws {
    let wire = try Wire(
      context: self.server, peer: RawPeer(self.manners(isServer: false)), greeting: self.greeting)
    let pieces = isSliced ? bytes.map { [$0] } : [bytes]
    for piece in pieces { wire.deliver(piece) }
    _ = try wire.takeSent()
    let seen = try wire.sighting()
    #expect(seen.completed == nil)
    #expect(seen.errors.count == 1)
    #expect(wire.sent.count <= 7, "at most an alert")
  }

  @Test("Random changes to a true handshake never complete it, nor stop the process")
  func mutated() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    for _ in 0..<300 {
      let peer = try RawPeer(self.manners(isServer: false))
      let wire = try Wire(context: self.server, peer: peer, greeting: self.greeting)
      try wire.settleChanging(&random)
      let seen = try wire.sighting()
      #expect(seen.completed == nil, "seed \(seed)")
      #expect(peer.received.isEmpty, "seed \(seed)")
    }
  }
}

/// A small generator, so that a failing run can be repeated from its seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    self.state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = self.state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension Wire {
  /// Carries bytes both ways, but changes one byte of each flight of the peer.
  func settleChanging(_ random: inout SplitMix) throws {
    while true {
      self.peer.receive(try self.takeSent())
      var answer = self.peer.takeOutput()
      guard !answer.isEmpty, self.channel.isActive else { return }
      let place = Int.random(in: 0..<answer.count, using: &random)
      answer[place] ^= UInt8.random(in: 1...255, using: &random)
      self.deliver(answer)
    }
  }
}
