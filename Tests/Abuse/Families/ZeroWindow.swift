import RPC
import RawHTTP2

/// Calls that open no window for their answers.
struct ZeroWindow: Family {
  let name = "flood-zero-window"

  private static let streams = 100

  func attack(_ site: Site) async throws -> [Check] {
    let peer = try await site.insider()
    peer.greet(.settings([(number: 4, value: 0)]))
    let start = Clock.now
    let message = EchoCalls.repeating(String(repeating: "z", count: 4_000), count: 1_000_000)
    for index in 0..<Self.streams {
      peer.post(EchoCalls.call(EchoCalls.stream(index), EchoCalls.repeat, message))
    }
    let limit = Double(site.limits.stallTimeMax.components.seconds) + 1.1
    let seen = await peer.wait(atMost: .seconds(limit + 3)) { $0.ends.count == Self.streams }
    await peer.close()
    let last = seen.endTimes.values.max().map { Double($0 - start) / 1e9 } ?? 0
    return [
      Check("streams ended", seen.ends.count, exactly: Self.streams),
      Check("the last after", last, .atMost(limit), "s"),
      Check("bytes of answers", seen.dataBytes, exactly: 0),
    ]
  }
}
