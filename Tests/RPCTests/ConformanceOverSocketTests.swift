import ProtocolCases
import RPC
import RawHTTP2
import Testing

@Suite("Cases of HTTP/2 over genuine sockets and TLS", .timeLimit(.minutes(1)))
struct ConformanceOverSocketTests {
  private static let chosen: Set<String> = [
    "generic/3.1/1", "http2/5.1/1", "http2/6.9.2/2", "hpack/6.1/1",
    "bad-client/connection_prefix/5",
  ]

  @Test("Cases of every group end over sockets as they do in memory")
  func play() async throws {
    let cases = ProtocolCases.all(against: VirtualConformanceTests.target)
      .filter { Self.chosen.contains($0.identifier) }
    #expect(cases.count == Self.chosen.count)
    try await TestSuite.run { suite, client in
      let outcomes = await ProtocolCases.play(cases, answerTimeMax: .seconds(50)) {
        try await RawPeer(to: suite.address)
      }
      #expect(outcomes.filter { !$0.isPassed } == [])
      #expect(outcomes.map(\.protocolCase.identifier) == cases.map(\.identifier))
      let answer = try await client.unary(EchoService.unary, Echo([1]))
      #expect(answer == Echo([1]))
    }
  }

  @Test("A case that is not met fails over sockets, and so does one without a connection")
  func failure() async throws {
    let wrong = ProtocolCase(
      "none/1/1", "none", "An answer to a PING that was not sent",
      .expect(.pingAnswer([1, 1, 1, 1, 1, 1, 1, 1])))
    try await TestSuite.run { suite, _ in
      let outcomes = await ProtocolCases.play([wrong], answerTimeMax: .milliseconds(20)) {
        try await RawPeer(to: suite.address)
      }
      #expect(outcomes.map(\.isPassed) == [false])
    }
    let alone = await ProtocolCases.play([wrong]) {
      try await RawPeer(to: .unix(path: "/none/here"))
    }
    #expect(alone.map(\.isPassed) == [false])
  }
}
