import RPC
import RawHTTP2

/// Sockets that come and then say nothing, before, in or after the handshake.
struct SlowLoris: Family {
  let name = "slow-loris"
  let growthMax = Self.growthOfAllConnections

  /// The limit of the handshake and a second.
  private static let closedWithin = 6.0

  func attack(_ site: Site) async throws -> [Check] {
    let stalled = Self.clientHelloBegun
    return try await Self.crowd(site, "silent", atOnce: 1_000) { try await site.plain() }
      + Self.crowd(site, "in the handshake", atOnce: 1_000) {
        let peer = try await site.plain()
        peer.post(stalled)
        return peer
      }
      + Self.established(site)
  }

  private static func established(_ site: Site) async throws -> [Check] {
    let next = Counter()
    return try await crowd(site, "after the preface", atOnce: 64) {
      let peer = try await site.outsider(next.take())
      peer.post(RawFrame.preface)
      return peer
    }
  }

  private static func crowd(
    _ site: Site, _ where: String, atOnce width: Int,
    _ open: @escaping @Sendable () async throws -> AttackPeer
  ) async throws -> [Check] {
    let count = site.scale.silentSockets
    let peers = try await Crowd.run(count, atOnce: width) { _ in try await open() }
    let times = try await Crowd.run(peers.count, atOnce: peers.count) { index -> Double? in
      let seen = await peers[index].ended(atMost: .seconds(closedWithin + 2))
      guard let start = seen.connectedAt, let end = seen.endedAt else { return nil }
      return Double(end - start) / 1e9
    }
    for peer in peers { await peer.close() }
    let closed = times.compactMap(\.self)
    return [
      Check("\(`where`): sockets closed", closed.count, exactly: count),
      Check("\(`where`): the last closed after", closed.max() ?? 0, .atMost(closedWithin), "s"),
    ]
  }

  /// The head of a record and the first bytes of a ClientHello, the rest of which never come.
  private static let clientHelloBegun: [UInt8] =
    [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3] + [UInt8](repeating: 7, count: 100)
}
