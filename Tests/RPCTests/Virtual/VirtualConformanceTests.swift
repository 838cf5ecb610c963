import Protobuf
import ProtocolCases
import RPC
import RawHTTP2
import Testing

@Suite("What RFC 9113 and RFC 7541 ask of a server", .timeLimit(.minutes(1)))
struct VirtualConformanceTests {
  static let target = CaseTarget(
    path: EchoService.unary.path,
    message: Echo([1, 2, 3, 4, 5, 6, 7, 8], number: 9).protobufBytes())

  /// How the bytes of a case arrive.
  enum Pace: CaseIterable {
    case together
    /// Each byte alone, unless there are very many.
    case inSlices
  }

  @Test(
    "Whatever a proper client may send is taken", arguments: ProtocolCases.generic(against: target))
  func generic(protocolCase: ProtocolCase) throws {
    try expectPassed(protocolCase)
  }

  @Test("Each rule of HTTP/2 is held", arguments: ProtocolCases.http2(against: target))
  func http2(protocolCase: ProtocolCase) throws {
    try expectPassed(protocolCase)
  }

  @Test("Each rule of header compression is held", arguments: ProtocolCases.hpack(against: target))
  func hpack(protocolCase: ProtocolCase) throws {
    try expectPassed(protocolCase)
  }

  @Test("Hostile clients harm nobody", arguments: ProtocolCases.badClient(against: target))
  func badClient(protocolCase: ProtocolCase) throws {
    try expectPassed(protocolCase)
  }

  @Test("The cases are as many as the public list has, each with a name of its own")
  func count() {
    let all = ProtocolCases.all(against: Self.target)
    #expect(Set(all.map(\.identifier)).count == all.count)
    let groups = Dictionary(grouping: all, by: \.group).mapValues(\.count)
    #expect(groups["generic"] == 44)
    #expect(groups["bad-client"] == 169)
    #expect(groups["http2"] == 95)
    #expect(groups["hpack"] == 8)
  }

  @Test("Where we do otherwise than RFC 7540 wanted is written down")
  func deviations() {
    let deviations = ProtocolCases.all(against: Self.target).filter { $0.deviation != nil }
    #expect(
      deviations.map(\.identifier) == [
        "http2/5.1/8", "http2/5.1/9", "http2/5.1/11", "http2/5.1/12", "http2/5.3.1/2",
      ])
  }

  @Test("Fourteen hostile clients are played")
  func programs() {
    let names = ProtocolCases.badClient(against: Self.target)
      .map { $0.identifier.split(separator: "/").dropFirst().first }
    #expect(Set(names).count == 14)
  }

  /// Plays the case in every pace, and calls the server properly afterwards.
  private func expectPassed(_ protocolCase: ProtocolCase) throws {
    for pace in Pace.allCases {
      let server = VirtualServer()
      let peer = try server.connect(isGreeted: false)
      let verdict = try play(protocolCase, pace, over: peer)
      #expect(verdict == .passed, "\(pace): \(verdict)")
      try peer.close()
      let other = try server.connect("other")
      try other.send(.call(1), .data(1, RawFrame.message(Echo([3])), flags: RawFrame.endStream))
      #expect(other.status(1) == 0, "\(pace)")
    }
  }

  private func send(_ bytes: [UInt8], inSlicesOver peer: VirtualPeer) throws {
    let count = bytes.count > 100_000 ? 997 : 1
    for start in stride(from: 0, to: bytes.count, by: count) {
      try peer.send(bytes: Array(bytes[start..<min(start + count, bytes.count)]))
    }
  }

  private func play(
    _ protocolCase: ProtocolCase, _ pace: Pace, over peer: VirtualPeer
  ) throws -> CaseVerdict {
    var run = CaseRun(protocolCase)
    var next = run.begin()
    while true {
      switch next {
      case .finish(let verdict): return verdict
      case .send(let bytes):
        switch pace {
        case .together: try peer.send(bytes: bytes)
        case .inSlices: try send(bytes, inSlicesOver: peer)
        }
        next = run.sent()
      case .wait:
        let bytes = peer.takeBytes()
        next = !bytes.isEmpty ? run.receive(bytes) : peer.isClosed ? run.close() : run.expire()
      }
    }
  }
}

extension ProtocolCase: CustomTestStringConvertible {
  /// The name that the report of a test gives.
  public var testDescription: String { description }
}
