import RawHTTP2

/// Header blocks of a few bytes that stand for more than the limit, by way of the dynamic table, which
/// they empty and fill again each time.
///
/// A block that is a little too large is answered with RESOURCE_EXHAUSTED, one that is far too large
/// ends its connection.
struct TableThrash: Family {
  let name = "flood-hpack-table"

  private static let blocksAtOnce = 100
  private static let resourceExhausted = 8

  func attack(_ site: Site) async throws -> [Check] {
    let start = Clock.now
    var sent = 0
    var refused = 0
    repeat {
      let peer = try await site.insider()
      peer.greet()
      for index in 0..<Self.blocksAtOnce { peer.post(Self.call(EchoCalls.stream(index))) }
      let seen = await peer.wait(atMost: .seconds(8)) { $0.ends.count == Self.blocksAtOnce }
      sent += Self.blocksAtOnce
      let unanswered = Self.blocksAtOnce - seen.ends.count
      refused += seen.count(status: Self.resourceExhausted) + (seen.cutAt == nil ? 0 : unanswered)
      await peer.close()
    } while Clock.seconds(since: start) < site.scale.floodSeconds
    return [
      Check("blocks over the limit sent", Double(sent), .atLeast(1)),
      Check("of which were not refused", sent - refused, exactly: 0),
    ]
  }

  /// Empties the table, fills it with one entry and names that entry a thousand times.
  private static func call(_ stream: UInt32) -> [UInt8] {
    let emptied: [UInt8] = [0x20, 0x3F, 0xE1, 0x1F]
    let value = String(repeating: "t", count: 3_000)
    let entry = [0x40] + RawFrame.text("x-t") + RawFrame.text(value)
    var frame = RawFrame.call(stream, path: EchoCalls.echo)
    frame.flags |= RawFrame.endStream
    frame.payload = emptied + frame.payload + entry + [UInt8](repeating: 0x80 | 62, count: 1_000)
    return frame.bytes
  }
}
