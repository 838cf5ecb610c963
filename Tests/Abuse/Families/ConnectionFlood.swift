import RPC
import TestKit

/// More sockets than the server takes, some of them with proven peers.
struct ConnectionFlood: Family {
  let name = "connection-flood"
  let growthMax = Self.growthOfAllConnections

  func attack(_ site: Site) async throws -> [Check] {
    let base = site.server.figures.descriptors
    let (result, peak) = try await PeakWatch.during(site.server.number) {
      try await Self.flood(site)
    }
    return [
      Check(
        "descriptors of the server at once", Double(peak.descriptors),
        .atMost(
          Double(base + site.limits.connectionsMax))),
      Check("sockets offered", Double(result.offered), .atLeast(Double(site.scale.floodSockets))),
      Check(
        "proven connections kept", Double(result.proven),
        .atMost(
          Double(site.limits.connectionsMax))),
      Check("a new caller is answered after release", result.answered, .atMost(1), "s"),
    ]
  }

  private struct Result {
    let offered: Int
    let proven: Int
    let answered: Double
  }

  private static func flood(_ site: Site) async throws -> Result {
    let outsiders = site.credentials.outsiders.count
    let proving = min(outsiders * site.limits.connectionsPerIdentityMax, site.scale.floodSockets)
    let silent = site.scale.floodSockets - proving
    let proven = try await Crowd.run(proving, atOnce: 64) { try await site.outsider($0) }
    for peer in proven where peer.isEstablished { peer.greet() }
    let others = try await Crowd.run(silent, atOnce: 500) { _ in try await site.plain() }
    try await Task.sleep(for: .seconds(1))
    let kept = proven.count { $0.isEstablished && !$0.isOver }
    let peers = proven + others
    _ = try await Crowd.run(peers.count, atOnce: peers.count) { await peers[$0].close() }
    let answered = await site.freshCall(atMost: .seconds(10))
    return Result(offered: peers.count, proven: kept, answered: answered ?? 1_000)
  }
}
