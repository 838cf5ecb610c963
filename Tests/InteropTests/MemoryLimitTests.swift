import InteropSuite
import NIOPosix
import RPC
import TLS
import Testing

@Suite("Messages made to need more memory than they have bytes")
struct MemoryLimitTests {
  @Test("Two million empty parts in one request are answered RESOURCE_EXHAUSTED, the next is read")
  func arenaCap() async throws {
    let credentials = try CaseCredentials()
    let server = RPCServer(
      router: InteropService.router(), tls: try credentials.context(.server),
      group: OwnCases.group)
    try await server.start(on: [.tcp(host: "127.0.0.1", port: 0)])
    let client = RPCClient(
      target: server.addresses[0], tls: try credentials.context(.client),
      expecting: .exactly(credentials.serverIdentity), eventLoop: OwnCases.group.next())
    let parts = (0..<2_000_000).flatMap { _ -> [UInt8] in [0x12, 0x00] }
    let code = await Self.code(of: client, parts)
    let next = await Self.code(of: client, [])
    await client.close()
    await server.shutdown(drainTimeMax: .seconds(5))
    #expect(code == .resourceExhausted)
    #expect(next == .ok)
  }

  /// How a call of one request and many responses ends.
  private static func code(of client: RPCClient, _ request: [UInt8]) async -> RPCStatusCode {
    do {
      let path = "/grpc.testing.TestService/StreamingOutputCall"
      for try await _ in try await client.rawServerStreaming(path: path, request: request) {}
      return .ok
    } catch {
      return (error as? RPCError)?.code ?? .unknown
    }
  }
}
