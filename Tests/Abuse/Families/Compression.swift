import RPC
import RawHTTP2
import TestKit

/// Compressed bodies for a server that takes none.
struct CompressionOff: Family {
  let name = "gzip-off"

  func attack(_ site: Site) async throws -> [Check] {
    let body = RawFrame.message(try GzipBody.of(EchoCalls.request), flag: 1)
    let seen = try await GzipBody.call(site, body, times: 100)
    return [Check("compressed calls refused", seen.count(status: 12), exactly: 100)]
  }
}

/// Compressed bodies that say more than they may, or not all they should.
struct CompressionOn: Family {
  let name = "gzip-on"
  let server = ServerKind.gzip
  /// A message of the largest size, which may grow to 4 MiB, takes its core some 10 ms; no server of the
  /// suite takes compressed ones.
  let p99Floor = 25.0

  private static let bomb = Result {
    try GzipBody.of([UInt8](repeating: 0, count: 64 * 1024 * 1024))
  }

  /// Makes the bomb now rather than while the healthy caller is watched.
  init() {
    _ = Self.bomb
  }

  func attack(_ site: Site) async throws -> [Check] {
    let bomb = try Self.bomb.get()
    let whole = try GzipBody.of(EchoCalls.request)
    let before = site.server.figures.residentBytes
    let (bombs, peak) = try await PeakWatch.during(site.server.number) {
      try await GzipBody.call(site, RawFrame.message(bomb, flag: 1), times: 50)
    }
    let cut = try await GzipBody.call(
      site, RawFrame.message(Array(whole.dropLast(12)), flag: 1), times: 100)
    let proper = try await GzipBody.call(site, RawFrame.message(whole, flag: 1), times: 100)
    let growth = Double(max(0, peak.residentBytes - before)) / 1_048_576
    return [
      Check("a bomb grows to, of its size", 64 * 1024 * 1024 / Double(bomb.count), .atLeast(500)),
      Check("bombs refused", bombs.count(status: 8), exactly: 50),
      Check("resident bytes more meanwhile", growth, .atMost(32), "MiB"),
      Check("cut bodies refused", cut.count(status: 3), exactly: 100),
      Check("proper bodies answered", proper.count(status: 0), exactly: 100),
    ]
  }
}

/// Calls whose messages are compressed.
private enum GzipBody {
  static func of(_ plain: [UInt8]) throws -> [UInt8] {
    let output = ByteQueue()
    let isWhole = plain.withUnsafeBytes {
      GzipDeflater().deflate($0, into: output, bytesMax: plain.count + 1_000)
    }
    guard isWhole else { throw RPCError(.internalError, "the deflater failed") }
    return Array(output.readable)
  }

  /// Makes the same call many times, so many on one connection that each is seen to its end.
  static func call(_ site: Site, _ body: [UInt8], times: Int) async throws -> Received {
    let peer = try await site.insider()
    peer.greet()
    for index in 0..<times {
      let stream = EchoCalls.stream(index)
      let head = RawFrame.call(
        stream, path: EchoCalls.echo, extra: [("te", "trailers"), ("grpc-encoding", "gzip")])
      peer.post(head.bytes)
      for start in stride(from: 0, to: body.count, by: 16_000) {
        let end = min(body.count, start + 16_000)
        let flags = end == body.count ? RawFrame.endStream : 0
        peer.post(RawFrame.data(stream, Array(body[start..<end]), flags: flags).bytes)
      }
      _ = await peer.wait(atMost: .seconds(8)) { $0.ends[stream] != nil }
    }
    let seen = peer.received
    await peer.close()
    return seen
  }
}
