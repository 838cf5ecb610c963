import Foundation
import Messages
import RPC
import Storage
import TLS
import TestKit
import Testing

@testable import ServiceProcess

@Suite("A certificate that was taken back opens nothing, and ends what it has opened")
struct DeniedPeerTests {
  private typealias Method = PaymentV1.PaymentService

  private struct Party {
    let client: RPCClient
    let serial: TLSSerialNumber
  }

  private func party(_ fixture: ServiceFixture, _ name: String = "gateway") throws -> Party {
    let files = try fixture.authority.files(
      for: #require(TLSIdentity(kind: .service, name: name)))
    let context = try TLSContext(fixture.authority.configuration(.client, files: files))
    return Party(
      client: fixture.client(context),
      serial: try #require(TLSSerialNumber(files.serialNumber)))
  }

  private func start(
    _ fixture: ServiceFixture, _ configuration: ServiceConfiguration
  ) async throws -> RunningService {
    try await fixture.start(configuration) { router, _ in
      router.handle(Method.adjudicateClaim, unary: { _, _ in .init() })
    }
  }

  private func listed(_ fixture: ServiceFixture) throws -> (ServiceConfiguration, DenyListFile) {
    let file = DenyListFile(path: fixture.authority.directory + "/denied")
    try Data().write(to: URL(fileURLWithPath: file.path))
    var configuration = fixture.configuration
    configuration.denyListPath = file.path
    return (configuration, file)
  }

  @Test(
    "Within one look its stream ends and its connection; others go on; a restart changes nothing")
  func openConnection() async throws {
    let fixture = try ServiceFixture()
    let (configuration, file) = try listed(fixture)
    let service = try await start(fixture, configuration)
    let (denied, other) = (try party(fixture), try party(fixture))
    _ = try await other.client.unary(Method.adjudicateClaim, .init())
    var health = try await HealthV1.HealthClient(client: denied.client).watch(.init())
      .makeAsyncIterator()
    #expect(try await health.next()?.status == .serving)

    #expect(try file.add([denied.serial], note: "lost") == 1)
    service.security.tick()
    let end = await failure { while try await health.next() != nil {} }
    #expect(end?.code == .unavailable)
    let refusal = await failure {
      try await denied.client.unary(Method.adjudicateClaim, .init())
    }
    #expect(refusal?.code == .unavailable)
    _ = try await other.client.unary(Method.adjudicateClaim, .init())
    await service.end()

    let restarted = try await start(fixture, configuration)
    let later = await failure { try await denied.client.unary(Method.adjudicateClaim, .init()) }
    #expect(later?.code == .unavailable)
    _ = try await other.client.unary(
      Method.adjudicateClaim, .init(), options: RPCCallOptions(isWaitForReady: true))
    await restarted.end()
    for party in [denied, other] { await party.client.close() }
    let refusals = fixture.lines.events("Connection refused")
    let reasons = refusals.compactMap { $0["reason"] }
    #expect(!reasons.isEmpty && reasons.allSatisfy { $0.contains("deny-list") })
    #expect(
      refusals.allSatisfy {
        $0["peer.identity"] == "spiffe://hmo.internal/service/gateway"
          && $0["peer.serial"] == denied.serial.description
      })

    let store = try Store.open(
      StoreConfiguration(path: configuration.storePath), schema: ServiceFixture.schema)
    let trail = try await store.read { try AuditRows.page(after: 0, count: 100, in: $0) }
    await store.close()
    let found = trail.map(\.call).filter { $0.path == "connection" }
    #expect(!found.isEmpty)
    #expect(
      found.allSatisfy {
        $0.serialNumber == denied.serial.description && $0.status == 16
          && $0.reason == "CERTIFICATE_REFUSED"
      })
  }

  @Test("As long as its connection lives, each of its calls is refused, known method or not")
  func eachCall() async throws {
    let fixture = try ServiceFixture()
    let service = try await start(fixture, fixture.configuration)
    let denied = try party(fixture)
    _ = try await denied.client.unary(Method.adjudicateClaim, .init())
    service.security.denyList.add([denied.serial])
    for path in [
      Method.adjudicateClaim.path, HealthV1.Health.check.path, "/nowhere.Service/Nothing",
    ] {
      let refusal = await failure { try await denied.client.rawUnary(path: path, request: []) }
      #expect(refusal?.code == .unauthenticated, "\(path)")
      #expect(refusal?.reason == "CERTIFICATE_DENIED", "\(path)")
    }
    await denied.client.close()
    await service.end()
    #expect(service.counters.snapshot[Method.adjudicateClaim.path]?.calls[.ok] == 1)
  }

  @Test("A list that breaks, shrinks or vanishes denies whom it denied, and says so once")
  func brokenList() async throws {
    let fixture = try ServiceFixture()
    let (configuration, file) = try listed(fixture)
    let service = try await start(fixture, configuration)
    let denied = try party(fixture)
    _ = try file.add([denied.serial], note: "")
    service.security.tick()
    let serial = denied.serial.description
    for text in ["what is this", "", nil] {
      if let text {
        try text.write(toFile: file.path, atomically: true, encoding: .utf8)
      } else {
        try FileManager.default.removeItem(atPath: file.path)
      }
      for _ in 0..<3 { service.security.tick() }
      #expect(service.security.denyList.contains(serial))
    }
    let refusals = fixture.lines.events("Deny-list refused; what was read before holds")
    #expect(refusals.count == 2, "the wrong line and the missing file, each once")
    let more = try #require(TLSSerialNumber("0B"))
    _ = try file.add([more], note: "")
    service.security.tick()
    #expect(service.security.denyList.contains("0B"))
    await denied.client.close()
    await service.end()
  }

  @Test("A process does not start with a list that is missing, unreadable or wrong")
  func start() async throws {
    let fixture = try ServiceFixture()
    let wrong = fixture.authority.directory + "/wrong"
    try "not a number".write(toFile: wrong, atomically: true, encoding: .utf8)
    for path in ["/nowhere/denied", fixture.authority.directory, wrong, ""] {
      var configuration = fixture.configuration
      configuration.denyListPath = path
      let error = await #expect(throws: ServiceProcessError.self) {
        await (try await fixture.start(configuration)).end()
      }
      #expect(error?.code == (path.isEmpty ? .configuration : .identity))
      #expect(error?.message.contains("deny-list") == true)
    }
    #expect(!FileManager.default.fileExists(atPath: fixture.configuration.storePath))
  }
}
