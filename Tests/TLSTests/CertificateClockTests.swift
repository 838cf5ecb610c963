import Synchronization
import TLS
import TestKit
import Testing

@Suite("Certificates are judged by the clock, and a clock that cannot be read lets nobody in")
struct CertificateClockTests {
  /// A clock that a test sets.
  private final class Hand: Sendable {
    private let seconds = Mutex<Int64?>(1_800_000_000)

    func set(_ value: Int64?) { self.seconds.withLock { $0 = value } }
    var clock: TLSClock { TLSClock { self.seconds.withLock { $0 } } }
  }

  private let authority: TestAuthority
  private let hand = Hand()
  private let start: Int64 = 1_800_000_000
  private let end: Int64 = 1_802_592_000

  init() throws {
    let validity = CertificateValidity(startSeconds: 1_700_000_000, endSeconds: 2_000_000_000)
    self.authority = try TestAuthority(named: "Authority of long ago", validity: validity)
  }

  private func files(_ name: String) throws -> TestCertificateFiles {
    try self.authority.files(
      from: .leaf(
        for: Names.service(name),
        validity: CertificateValidity(startSeconds: self.start, endSeconds: self.end)))
  }

  private func context(
    _ role: TLSConfiguration.Role, _ name: String, _ clock: TLSClock
  ) throws -> TLSContext {
    let configuration = self.authority.configuration(role, files: try self.files(name))
    return try TLSContext(configuration, check: .none, clock: clock)
  }

  private func isLetIn(_ server: TLSClock, _ client: TLSClock) async throws -> Bool {
    let seen = try await Exchange(
      server: self.context(.server, "payment", server),
      client: self.context(.client, "gateway", client)
    ).run()
    #expect((seen.server.completed == nil) == seen.client.bytes.isEmpty)
    return seen.server.completed != nil
  }

  @Test("A leaf is accepted from its first second to its last, by either side, and not beyond")
  func lifetime() async throws {
    let fixed = Hand()
    for (seconds, isValid) in [
      (self.start - 1, false), (self.start, true), (self.end - 1, true), (self.end + 1, false),
    ] {
      self.hand.set(seconds)
      #expect(try await self.isLetIn(self.hand.clock, fixed.clock) == isValid, "\(seconds)")
      #expect(try await self.isLetIn(fixed.clock, self.hand.clock) == isValid, "\(seconds)")
    }
  }

  @Test("Without a clock nobody is let in, and no certificate is loaded")
  func noClock() async throws {
    let fixed = Hand()
    self.hand.set(nil)
    #expect(try await !self.isLetIn(self.hand.clock, fixed.clock))
    #expect(try await !self.isLetIn(fixed.clock, self.hand.clock))
    let files = try self.files("payment")
    let error = try #require(throws: TLSError.self) {
      try TLSContext(
        self.authority.configuration(.server, files: files), check: .strict, clock: self.hand.clock)
    }
    #expect(error.message.contains("clock"))
  }

  @Test("Our own leaf is loaded within its life alone, and a reload beyond it is refused")
  func ownLeaf() throws {
    let files = try self.files("payment")
    let configuration = self.authority.configuration(.server, files: files)
    for seconds in [self.start - 1, self.end, self.end + 1] {
      self.hand.set(seconds)
      let error = #expect(throws: TLSError.self) {
        try TLSContext(configuration, check: .strict, clock: self.hand.clock)
      }
      #expect(error?.code == .certificateUnusable)
    }
    self.hand.set(self.end - 1)
    let context = try TLSContext(configuration, check: .strict, clock: self.hand.clock)
    #expect(context.certificate?.endSeconds == self.end)
    self.hand.set(self.end + 1)
    #expect(throws: TLSError.self) { try context.reload() }
  }
}
