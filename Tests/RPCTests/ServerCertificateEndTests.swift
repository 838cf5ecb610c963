import NIOCore
import NIOEmbedded
import RPC
import Synchronization
import Testing

@Suite("A connection does not outlive the certificate of its server", .timeLimit(.minutes(1)))
struct ServerCertificateEndTests {
  private let server = VirtualNetwork.target(1)

  /// How many attempts to connect there have been after a call at each of those seconds.
  private func attempts(callsAt seconds: [Int64?], endingAt end: Int64) async throws -> [Int] {
    let network = VirtualNetwork(certificateEndSeconds: end)
    network.set(.serves(PeerScripts.answering), at: server)
    let client = network.client([server])
    var counts: [Int] = []
    for second in seconds {
      network.wallSeconds.withLock { $0 = second }
      await network.loop.advanceTime(by: .seconds(2))
      let call = Task { try await client.unary(EchoService.unary, Echo()) }
      await network.wait(forCalls: counts.count + 1)
      await network.loop.advanceTime(by: .milliseconds(1))
      _ = try await call.value
      counts.append(network.attempts.all.count)
    }
    await client.close()
    return counts
  }

  @Test("Until its last second calls share a connection; beyond it each call needs a new handshake")
  func end() async throws {
    let counts = try await attempts(callsAt: [1_000, 1_999, 2_000, 2_001, 2_001], endingAt: 2_000)
    #expect(counts == [1, 1, 1, 2, 3])
  }

  @Test("A clock that cannot be read counts against the server")
  func noClock() async throws {
    #expect(try await attempts(callsAt: [1_000, nil, 1_000], endingAt: 2_000) == [1, 2, 2])
  }
}
