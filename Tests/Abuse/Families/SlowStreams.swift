import RPC
import RawHTTP2
import TestKit

/// Requests that come at a byte a second, and answers that nobody takes.
struct SlowStreams: Family {
  let name = "slow-streams"
  /// Most of the streams have a connection of their own.
  let growthMax = Self.growthOfAllConnections

  func attack(_ site: Site) async throws -> [Check] {
    let before = site.server.figures.residentBytes
    let (checks, peak) = try await PeakWatch.during(site.server.number) {
      async let headers = Self.slowHeaders(site)
      async let bodies = Self.slowBodies(site)
      async let readers = Self.readers(site)
      async let deaf = Self.deafReaders(site)
      return try await headers + bodies + readers + deaf
    }
    let perStream = (peak.residentBytes - before) / max(1, site.scale.slowStreams * 4)
    return checks + [
      Check("memory a stream", Double(perStream) / 1_048_576, .atMost(1), "MiB")
    ]
  }

  /// Stalls are looked for once a second; a tenth is for the system's scheduling.
  private static func limit(_ site: Site) -> Double {
    Double(site.limits.stallTimeMax.components.seconds) + 1.1
  }

  /// One connection for each block of headers, which comes byte by byte.
  private static func slowHeaders(_ site: Site) async throws -> [Check] {
    let frame = RawFrame.call(1, path: EchoCalls.echo).bytes
    let times = try await Crowd.run(site.scale.slowStreams, atOnce: 200) { index -> Double? in
      let peer = try await site.outsider(index)
      peer.greet()
      let start = Clock.now
      for byte in frame where !peer.isOver {
        guard Clock.seconds(since: start) < limit(site) + 12 else { break }
        peer.post([byte])
        _ = await peer.ended(atMost: .seconds(1))
      }
      let end = peer.received.cutAt
      await peer.close()
      return end.map { Double($0 - start) / 1e9 }
    }
    return verdict("headers at 1 byte a second", times, site)
  }

  /// Streams whose bodies come byte by byte, a hundred on a connection.
  private static func slowBodies(_ site: Site) async throws -> [Check] {
    try await shared(site, "bodies at 1 byte a second") { peer, streams in
      let message = RawFrame.message(EchoCalls.request)
      for stream in streams { peer.post(RawFrame.call(stream, path: EchoCalls.echo).bytes) }
      let start = Clock.now
      for byte in message where !peer.isOver && Clock.seconds(since: start) < limit(site) + 2 {
        let open = streams.filter { peer.received.ends[$0] == nil }
        guard !open.isEmpty else { return }
        peer.post(open.flatMap { RawFrame.data($0, [byte]).bytes })
        _ = await peer.wait(atMost: .seconds(1)) { $0.ends.count == streams.count }
      }
    }
  }

  /// Streams whose answers find no window.
  private static func readers(_ site: Site) async throws -> [Check] {
    try await shared(site, "answers that find no window") { peer, streams in
      peer.post(RawFrame.windowUpdate(0, by: 0x3FFF_FFFF).bytes)
      for stream in streams { peer.post(endless(stream)) }
      _ = await peer.wait(atMost: .seconds(30)) { $0.ends.count == streams.count }
    }
  }

  /// Runs streams on connections of a hundred and says when each ended.
  private static func shared(
    _ site: Site, _ what: String,
    _ body: @escaping @Sendable (AttackPeer, [UInt32]) async -> Void
  ) async throws -> [Check] {
    let each = min(100, site.scale.slowStreams)
    let times = try await Crowd.run(site.scale.slowStreams / each, atOnce: 10) { _ in
      let peer = try await site.insider()
      peer.greet()
      let start = Clock.now
      let streams = (0..<each).map(EchoCalls.stream)
      await body(peer, streams)
      let seen = peer.received
      await peer.close()
      return streams.map { seen.endTimes[$0].map { Double($0 - start) / 1e9 } }
    }
    return verdict(what, times.flatMap(\.self), site)
  }

  /// Connections that take nothing from the socket while answers are due.
  private static func deafReaders(_ site: Site) async throws -> [Check] {
    let each = min(100, site.scale.slowStreams)
    let linger = 1.5
    let answers = try await Crowd.run(site.scale.slowStreams / each, atOnce: 10) { _ in
      let peer = try await site.insider()
      await peer.setReading(false)
      peer.greet(.settings([(number: 4, value: 0x7FFF_FFFF)]))
      peer.post(RawFrame.windowUpdate(0, by: 0x3FFF_FFFF).bytes)
      for index in 0..<each { peer.post(endless(EchoCalls.stream(index))) }
      try await Task.sleep(for: .seconds(limit(site) + linger))
      await peer.setReading(true)
      let isOver = await peer.ended(atMost: .seconds(2)).endedAt != nil
      await peer.close()
      return isOver ? 0 : 1
    }
    let left = answers.reduce(0, +)
    return [Check("connections that take nothing, still open", left, exactly: 0)]
  }

  private static func endless(_ stream: UInt32) -> [UInt8] {
    let text = String(repeating: "r", count: 4_000)
    return EchoCalls.call(
      stream, EchoCalls.repeat, EchoCalls.repeating(text, count: 1_000_000))
  }

  private static func verdict(_ what: String, _ times: [Double?], _ site: Site) -> [Check] {
    let ended = times.compactMap(\.self)
    return [
      Check("\(what): ended", ended.count, exactly: times.count),
      Check("\(what): the last after", ended.max() ?? 0, .atMost(limit(site)), "s"),
    ]
  }
}
