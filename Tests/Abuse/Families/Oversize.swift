import RPC
import RawHTTP2

/// Messages, frames, header lists and streams beyond what was announced.
struct Oversize: Family {
  let name = "oversize"
  let growthMax = 16 * 1024 * 1024

  private static let resourceExhausted = 8
  private static let streamsAtOnce = 100

  func attack(_ site: Site) async throws -> [Check] {
    let oneTooMany = UInt32(clamping: site.limits.messageBytesMax + 1)
    let count = site.scale.oversized
    return [
      Check(
        "messages of one byte too many, refused",
        try await Self.refusedMessages(site, [0] + RawFrame.number(oneTooMany)), exactly: count),
      Check(
        "prefixes of 2 GiB, refused",
        try await Self.refusedMessages(site, [0, 0x80, 0, 0, 0]), exactly: count),
      Check(
        "frames over SETTINGS_MAX_FRAME_SIZE, refused",
        try await Self.refusedFrames(site), exactly: count),
      Check(
        "header lists over the limit, refused", try await Self.refusedHeaders(site),
        exactly: count),
      Check(
        "streams over the limit, not served", try await Self.refusedStreams(site),
        exactly: count),
    ]
  }

  /// Makes so many calls in groups, one connection for each group, and counts the refused ones.
  private static func refused(
    _ site: Site, _ call: @escaping @Sendable (UInt32) -> [UInt8]
  ) async throws -> Int {
    let each = min(streamsAtOnce, site.scale.oversized)
    let counts = try await Crowd.run(site.scale.oversized / each, atOnce: 4) { _ in
      let peer = try await site.insider()
      peer.greet()
      for index in 0..<each { peer.post(call(EchoCalls.stream(index))) }
      let seen = await peer.wait(atMost: .seconds(8)) { $0.ends.count == each }
      await peer.close()
      return seen.count(status: resourceExhausted)
    }
    return counts.reduce(0, +)
  }

  private static func refusedMessages(_ site: Site, _ prefix: [UInt8]) async throws -> Int {
    try await refused(site) { stream in
      RawFrame.call(stream, path: EchoCalls.echo).bytes + RawFrame.data(stream, prefix + [1]).bytes
    }
  }

  private static func refusedHeaders(_ site: Site) async throws -> Int {
    let value = String(repeating: "v", count: 6_000)
    let extra = [("te", "trailers"), ("x-a", value), ("x-b", value), ("x-c", value)]
    return try await refused(site) { stream in
      let block = RawFrame.call(stream, path: EchoCalls.echo, extra: extra).payload
      let head = RawFrame(
        kind: RawFrame.Kind.headers, flags: RawFrame.endStream, stream: stream,
        payload: Array(block.prefix(10_000)))
      return head.bytes + RawFrame.continuation(stream, Array(block.dropFirst(10_000))).bytes
    }
  }

  /// Each costs its connection.
  private static func refusedFrames(_ site: Site) async throws -> Int {
    let head = RawFrame.head(
      length: 16_385, kind: RawFrame.Kind.data, flags: 0, stream: 1)
    let cut = try await Crowd.run(site.scale.oversized, atOnce: 16) { index in
      let peer = try await site.outsider(index)
      peer.greet()
      peer.post(head + [UInt8](repeating: 0, count: 1_000))
      let seen = await peer.ended(atMost: .seconds(8))
      await peer.close()
      return seen.goAwayCode == frameSizeError && seen.applicationFrames == 0
    }
    return cut.count { $0 }
  }

  private static let frameSizeError: UInt32 = 6

  /// As many streams as are allowed stay open; of the others none may be answered by a handler.
  private static func refusedStreams(_ site: Site) async throws -> Int {
    let allowed = site.limits.streamsPerConnectionMax
    let each = min(streamsAtOnce, site.scale.oversized)
    let counts = try await Crowd.run(site.scale.oversized / each, atOnce: 2) { _ in
      let peer = try await site.insider()
      peer.greet()
      for index in 0..<allowed {
        peer.post(RawFrame.call(EchoCalls.stream(index), path: EchoCalls.collect).bytes)
      }
      let beyond = (allowed..<allowed + each).map(EchoCalls.stream)
      for stream in beyond {
        peer.post(EchoCalls.call(stream, EchoCalls.echo, EchoCalls.request))
      }
      let seen = await peer.wait(atMost: .seconds(8)) { seen in
        beyond.allSatisfy { seen.ends[$0] != nil }
      }
      await peer.close()
      return beyond.count { Self.isRefused($0, seen) }
    }
    return counts.reduce(0, +)
  }

  private static func isRefused(_ stream: UInt32, _ seen: Received) -> Bool {
    switch seen.ends[stream] {
    case .reset: true
    case nil: seen.cutAt != nil
    case .status, .http: false
    }
  }
}
