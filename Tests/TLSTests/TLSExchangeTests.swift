import NIOCore
import TLS
import TestKit
import Testing

@Suite("Two verified ends talk over real sockets")
struct TLSExchangeTests {
  private let authority: TestAuthority
  private let server: TLSContext
  private let client: TLSContext

  init() throws {
    self.authority = try TestAuthority()
    self.server = try self.authority.context(.server, for: Names.service("payment"))
    self.client = try self.authority.context(.client, for: Names.service("gateway"))
  }

  @Test("Over TCP each end learns who the other is, and bytes come back as they were sent")
  func tcp() async throws {
    let seen = try await Exchange(server: self.server, client: self.client).run()
    #expect(seen.server.completed?.identity == (try Names.service("gateway")))
    #expect(seen.client.completed?.identity == (try Names.service("payment")))
    #expect(seen.server.completed?.serialNumber == self.client.certificate?.serialNumber)
    #expect(seen.server.completed?.notAfterSeconds == self.client.certificate?.endSeconds)
    #expect(seen.client.bytes == Array("hello".utf8))
    #expect(seen.server.errors.isEmpty)
    #expect(seen.client.errors.isEmpty)
  }

  @Test("Over a Unix socket the same holds")
  func unix() async throws {
    var exchange = Exchange(server: self.server, client: self.client)
    exchange.unixPath = self.authority.directory + "/s.sock"
    exchange.expecting = .exactly(try Names.service("payment"))
    let seen = try await exchange.run()
    #expect(seen.server.completed?.identity == (try Names.service("gateway")))
    #expect(seen.client.bytes == Array("hello".utf8))
  }

  @Test("A megabyte read in odd slices arrives whole", arguments: [1_021, 7_919, 65_521])
  func oddSlices(readBytes: Int) async throws {
    var exchange = Exchange(server: self.server, client: self.client)
    exchange.greeting = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    exchange.readBytes = readBytes
    let seen = try await exchange.run()
    #expect(seen.client.bytes == exchange.greeting)
    #expect(seen.server.bytes == exchange.greeting)
  }
}
