import TestKit

/// More connections than the system gives the server descriptors for.
struct DescriptorExhaustion: Family {
  let name = "descriptor-exhaustion"
  let server = ServerKind.fewDescriptors(256)

  func attack(_ site: Site) async throws -> [Check] {
    let (answered, peak) = try await PeakWatch.during(site.server.number) {
      try await Self.exhaust(site)
    }
    return [
      Check("descriptors of the server at once", Double(peak.descriptors), .atMost(256)),
      Check("descriptors that were taken", Double(peak.descriptors), .atLeast(250)),
      Check("a new caller is answered after release", answered, .atMost(1), "s"),
    ]
  }

  /// Everything is let go of after three seconds, whether its handshake came to an end or not.
  private static func exhaust(_ site: Site) async throws -> Double {
    let silent = try await Crowd.run(200, atOnce: 200) { _ in try await site.plain() }
    let proven = try await Crowd.run(400, atOnce: 400) { index in
      let tls = site.credentials.outsiders[index % site.credentials.outsiders.count]
      return try await AttackPeer.open(to: site.address, tls: tls, site.group)
    }
    try await Task.sleep(for: .seconds(3))
    let peers = silent + proven
    _ = try await Crowd.run(peers.count, atOnce: peers.count) { await peers[$0].close() }
    return await site.freshCall(atMost: .seconds(10)) ?? 1_000
  }
}
