import RPC
import RawHTTP2
import SampleClaims

/// Recorded sessions of our own client, changed at random and sent again.
struct Mutations: Family {
  let name = "mutations"
  /// How many of them each round is to send.
  let rounds: Int

  private static let hangMax = 5.0
  private static let internalError = 13
  /// What gRPC's own specification asks for: the flag says compressed, and no encoding was named.
  private static let prescribed = "a message is compressed although no encoding was named"

  func attack(_ site: Site) async throws -> [Check] {
    let sessions = try await SessionRecorder.record(site.scale.recordedSessions, site)
    let count = max(1, site.scale.mutations / rounds)
    let outcomes = try await Crowd.run(count, atOnce: 16) { index in
      var mutator = Mutator(seed: site.seed &+ UInt64(truncatingIfNeeded: index))
      return try await Self.play(mutator.mutated(sessions), site)
    }
    let hangs = outcomes.map(\.seconds).max() ?? 0
    return [
      Check("sessions recorded", Double(sessions.count), .atLeast(1)),
      Check("mutations sent", Double(outcomes.count), .atLeast(Double(count))),
      Check(
        "of which the server answered something",
        Double(outcomes.count { $0.isAnswered }), .atLeast(Double(count) / 2)),
      Check("connections refused", outcomes.count { $0.isLost }, exactly: 0),
      Check("the longest that one hung", hangs, .atMost(Self.hangMax), "s"),
      Check("INTERNAL", outcomes.reduce(0) { $0 + $1.internals }, exactly: 0),
    ]
  }

  private struct Outcome: Sendable {
    var isLost = false
    var isAnswered = false
    var seconds = 0.0
    var internals = 0
  }

  /// Sends the bytes and a question behind them, then says goodbye; the server must do so too.
  private static func play(_ bytes: [UInt8], _ site: Site) async throws -> Outcome {
    let peer = try await site.insider()
    guard peer.isEstablished else { return Outcome(isLost: true) }
    await peer.send(bytes)
    peer.post(RawFrame.ping(payload: [UInt8](repeating: 9, count: 8)).bytes)
    _ = await peer.wait(atMost: .milliseconds(30)) { $0.pingAnswers > 0 }
    let seconds = await peer.close()
    let seen = peer.received
    let internals = seen.ends.values.count { end in
      guard case .status(internalError, let message) = end else { return false }
      return !message.contains(prescribed)
    }
    return Outcome(
      isAnswered: seen.pingAnswers > 0 || !seen.ends.isEmpty || seen.goAwayCode != nil,
      seconds: seconds, internals: internals)
  }
}
