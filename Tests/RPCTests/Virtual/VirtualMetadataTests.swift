import NIOCore
import NIOEmbedded
import RPC
import RawHTTP2
import Testing

/// Metadata costs what its fields weigh, and never the status of a call.
@Suite("The weight of metadata")
struct VirtualMetadataTests {
  private func status(of values: [String]) throws -> Int? {
    let virtual = VirtualServer()
    let peer = try virtual.connect()
    let fields = [("te", "trailers")] + values.map { ("a-bin", $0) }
    try peer.send(
      .call(1, extra: fields),
      .data(1, RawFrame.message(Echo([1])), flags: RawFrame.endStream))
    return peer.status(1)
  }

  @Test("A field lists at most 64 values")
  func lists() throws {
    #expect(try status(of: [String(repeating: "AA,", count: 63) + "AA"]) == 0)
    #expect(try status(of: [String(repeating: "AA,", count: 64) + "AA"]) == 3)
    #expect(try status(of: [String(repeating: ",", count: 16_000)]) == 3)
  }

  @Test("Each listed value weighs as much as a field of its own")
  func weights() throws {
    let list = String(repeating: ",", count: 63)
    #expect(try status(of: Array(repeating: list, count: 6)) == 0)
    #expect(try status(of: Array(repeating: list, count: 12)) == 8)
  }

  @Test("Metadata of a handler that no peer would take is left out, and the status arrives")
  func handlerMetadata() throws {
    var router = EchoService.router()
    router.handle(
      EchoService.unary,
      unary: { request, context in
        var metadata = RPCMetadata()
        try metadata.add("x-large", text: String(repeating: "v", count: 70_000))
        context.addResponseHeaders(metadata)
        context.addResponseTrailers(metadata)
        return request
      })
    let virtual = VirtualServer(router: router)
    let peer = try virtual.connect()
    try peer.send(
      .call(1), .data(1, RawFrame.message(Echo([1])), flags: RawFrame.endStream))
    #expect(peer.status(1) == 0)
  }

  @Test("A long message of a status is cut by its bytes")
  func longMessage() throws {
    let character = "e" + String(repeating: "\u{301}", count: 2_000)
    var router = EchoService.router()
    router.handle(
      EchoService.unary,
      unary: { _, _ in throw RPCError(.aborted, String(repeating: character, count: 40)) })
    let virtual = VirtualServer(router: router)
    let peer = try virtual.connect()
    try peer.send(
      .call(1), .data(1, RawFrame.message(Echo([1])), flags: RawFrame.endStream))
    let fields = try #require(ReadHeaders.all(in: peer.frames).last)
    #expect(fields["grpc-status"] == "10")
    #expect((1...1_024).contains(fields["grpc-message"]?.utf8.count ?? 0))
  }
}
