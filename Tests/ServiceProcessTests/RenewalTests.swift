import Foundation
import Messages
import RPC
import ServiceProcess
import Synchronization
import TLS
import TestKit
import Testing

@Suite("Certificates are renewed in a running process, and nobody loses a call")
struct RenewalTests {
  private typealias Method = PaymentV1.PaymentService

  private func start(_ fixture: ServiceFixture) async throws -> RunningService {
    try await fixture.start { router, _ in
      router.handle(Method.adjudicateClaim, unary: { _, _ in .init() })
    }
  }

  private func files(_ fixture: ServiceFixture) -> TestCertificateFiles {
    TestCertificateFiles(
      certificatePath: fixture.configuration.certificatePath,
      privateKeyPath: fixture.configuration.privateKeyPath, serialNumber: "")
  }

  /// Lets the longest wait after a renewal pass.
  private func passRenewal(_ service: RunningService) {
    passRenewal(service.security)
  }

  private func passRenewal(_ security: ProcessSecurity) {
    for _ in 0...(ConnectionRenewal.delayTicksMax + 2) { security.tick() }
  }

  @Test("Twenty new leaves under a stream of calls: no call fails, and each leaf comes into use")
  func rotation() async throws {
    let fixture = try ServiceFixture()
    let service = try await start(fixture)
    let payment = try #require(TLSIdentity(kind: .service, name: "payment"))
    let renewals = Mutex(0)
    service.security.onEnding { isGraceful, drainTimeMax, isMeant in
      #expect(isGraceful && drainTimeMax == ProcessSecurity.renewalDrainTimeMax)
      #expect(isMeant(RPCPeer(identity: payment, serialNumber: "00")))
      renewals.withLock { $0 += 1 }
    }
    try await fixture.withClient(.service, "gateway") { client in
      let calls = CallStream(client)
      for round in 1...20 {
        let fresh = try fixture.authority.issue(over: files(fixture), for: payment)
        passRenewal(service)
        #expect(service.security.server.certificate?.serialNumber == fresh.serialNumber)
        #expect(renewals.withLock { $0 } == round)
        try await calls.makeMore(25)
      }
      let ended = await calls.end()
      #expect(ended.failures == [])
      #expect(ended.count >= 500)
    }
    #expect(fixture.lines.events("Certificates read").count == 20)
    await service.end()
  }

  @Test("An authority is changed under calls: old, both, new; then the old one counts for nothing")
  func rollover() async throws {
    let fixture = try ServiceFixture()
    let service = try await start(fixture)
    let next = try TestAuthority(named: "Next authority")
    let bundle = URL(fileURLWithPath: fixture.configuration.authorityPath)
    let old = try Data(contentsOf: bundle)
    let new = try Data(contentsOf: URL(fileURLWithPath: next.bundlePath))
    let payment = try #require(TLSIdentity(kind: .service, name: "payment"))
    let gateway = try #require(TLSIdentity(kind: .service, name: "gateway"))
    let clientFiles = try fixture.authority.files(for: gateway)
    let context = try TLSContext(fixture.authority.configuration(.client, files: clientFiles))
    let client = fixture.client(context)
    let calls = CallStream(client)

    func step(_ change: () throws -> Void) async throws {
      try change()
      try context.reload()
      passRenewal(service)
      try await calls.makeMore(25)
    }
    try await step { try (old + new).write(to: bundle, options: .atomic) }
    try await step { try next.issue(over: clientFiles, for: gateway) }
    try await step { try next.issue(over: files(fixture), for: payment) }
    try await step { try new.write(to: bundle, options: .atomic) }
    let ended = await calls.end()
    #expect(ended.failures == [])
    await client.close()

    let stale = try fixture.authority.files(for: gateway)
    let configuration = fixture.authority.configuration(.client, files: stale)
    let stranger = fixture.client(try TLSContext(configuration, check: .none))
    let refusal = await failure { try await stranger.unary(Method.adjudicateClaim, .init()) }
    #expect(refusal?.code == .unavailable)
    await stranger.close()
    await service.end()
    #expect(fixture.lines.events("Connection refused").count == 1)
  }

  @Test("A set that does not hold is refused in words, once, and the old one goes on")
  func refusedSet() async throws {
    let fixture = try ServiceFixture()
    let service = try await start(fixture)
    let before = service.security.server.certificate
    let other = try TestAuthority(named: "Authority of nobody")
    let (payment, network) = (
      try #require(TLSIdentity(kind: .service, name: "payment")),
      try #require(TLSIdentity(kind: .service, name: "network"))
    )
    let past = CertificateValidity(startSeconds: 1_600_000_000, endSeconds: 1_700_000_000)
    let key = fixture.configuration.privateKeyPath
    let changes: [(String, () throws -> Void)] = [
      ("another identity", { try fixture.authority.issue(over: files(fixture), for: network) }),
      ("another authority", { try other.issue(over: files(fixture), for: payment) }),
      (
        "expired",
        {
          var template = CertificateTemplate.leaf(for: payment, validity: past)
          template.validity = past
          try fixture.authority.issue(over: files(fixture), from: template)
        }
      ),
      ("no key", { try FileManager.default.removeItem(atPath: key) }),
      (
        "another key",
        {
          let strange = try fixture.authority.files(for: payment)
          try FileManager.default.copyItem(atPath: strange.privateKeyPath, toPath: key)
        }
      ),
      (
        "a key for all",
        {
          try fixture.authority.issue(over: files(fixture), for: payment)
          try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        }
      ),
    ]
    try await fixture.withClient(.service, "gateway") { client in
      for (index, (what, change)) in changes.enumerated() {
        try change()
        for _ in 0..<3 { service.security.tick() }
        service.security.check()
        #expect(service.security.server.certificate == before, "\(what)")
        let refusals = fixture.lines.events("Certificates refused; those read before hold")
        #expect(refusals.count == index + 1, "\(what): said once")
        #expect(refusals.last?["reason"]?.isEmpty == false)
        _ = try await client.unary(Method.adjudicateClaim, .init())
      }
    }
    try fixture.authority.issue(over: files(fixture), for: payment)
    for _ in 0..<2 { service.security.tick() }
    #expect(service.security.server.certificate != before, "a good set is taken up afterwards")
    await service.end()
  }

  @Test("A client's context is renewed with the server's, or neither is")
  func clientsToo() async throws {
    let fixture = try ServiceFixture()
    let security = try ProcessSecurity(
      fixture.configuration.security(.server), denyListPath: nil, logger: fixture.logger)
    let client = try security.clientContext(fixture.configuration.security(.client))
    let payment = try #require(TLSIdentity(kind: .service, name: "payment"))
    let fresh = try fixture.authority.issue(over: files(fixture), for: payment)
    security.check()
    #expect(client.certificate?.serialNumber == fresh.serialNumber)
    #expect(security.server.certificate?.serialNumber == fresh.serialNumber)
    var serverOnly = CertificateTemplate.leaf(for: payment, validity: .days(1))
    serverOnly.usages = [.serverAuth]
    try fixture.authority.issue(over: files(fixture), from: serverOnly)
    security.check()
    #expect(client.certificate?.serialNumber == fresh.serialNumber)
    #expect(security.server.certificate?.serialNumber == fresh.serialNumber)
  }

  @Test(
    "A denied peer's connections are ended at once, and once more for one that was being opened")
  func deniedEndings() throws {
    let fixture = try ServiceFixture()
    let file = DenyListFile(path: fixture.authority.directory + "/denied")
    let serial = try #require(TLSSerialNumber("0A"))
    _ = try file.add([try #require(TLSSerialNumber("01"))], note: "")
    let security = try ProcessSecurity(
      fixture.configuration.security(.server), denyListPath: file.path, logger: fixture.logger)
    let (denied, other) = (
      try Sample.peer(.client, "hmo"),
      RPCPeer(identity: try Sample.identity(.client, "hmo"), serialNumber: "0B")
    )
    let endings = Mutex(0)
    security.onEnding { isGraceful, drainTimeMax, isMeant in
      #expect(!isGraceful && drainTimeMax == .zero)
      #expect(isMeant(denied) && !isMeant(other))
      endings.withLock { $0 += 1 }
    }
    security.check()
    passRenewal(security)
    #expect(endings.withLock { $0 } == 0, "nothing has changed")
    _ = try file.add([serial], note: "")
    for _ in 0..<5 { security.tick() }
    #expect(endings.withLock { $0 } == 2)
  }

  @Test("A set that was refused while the clock failed is taken up when the clock goes again")
  func clockComesBack() throws {
    let fixture = try ServiceFixture()
    let now = Mutex<Int64?>(Int64(Date().timeIntervalSince1970))
    let security = try ProcessSecurity(
      fixture.configuration.security(.server), denyListPath: nil, logger: fixture.logger,
      clock: TLSClock { now.withLock { $0 } })
    let start = now.withLock { now in
      defer { now = nil }
      return now
    }
    let payment = try #require(TLSIdentity(kind: .service, name: "payment"))
    let fresh = try fixture.authority.issue(over: files(fixture), for: payment)
    for _ in 0..<3 { security.tick() }
    #expect(security.server.certificate?.serialNumber != fresh.serialNumber)
    now.withLock { $0 = start }
    security.tick()
    #expect(security.server.certificate?.serialNumber == fresh.serialNumber)
  }

  @Test("Beyond the end of our own certificate, or without a clock, no call is answered")
  func ownEnd() async throws {
    let fixture = try ServiceFixture()
    let now = Mutex<Int64?>(Int64(Date().timeIntervalSince1970))
    let start = try #require(now.withLock { $0 })
    let security = try ProcessSecurity(
      fixture.configuration.security(.server), denyListPath: nil, logger: fixture.logger,
      clock: TLSClock { now.withLock { $0 } })
    let peer = RPCPeer(
      identity: try #require(TLSIdentity(kind: .service, name: "gateway")), serialNumber: "01")
    let end = try #require(security.server.certificate?.endSeconds)
    let moments: [(seconds: Int64?, reason: String?)] = [
      (start, nil), (end - 1, nil), (end, "CERTIFICATE_ENDED"), (start, nil),
      (nil, "CERTIFICATE_ENDED"), (end - 86_400, nil),
    ]
    for (seconds, reason) in moments {
      now.withLock { $0 = seconds }
      security.tick()
      #expect(security.refusal(of: peer)?.reason == reason, "\(String(describing: seconds))")
    }
    let soon = fixture.lines.events("Our certificate ends soon; issue it again")
    #expect(soon.first?["certificate.days"] == "1")
    #expect(
      fixture.lines.events(
        "Our certificate has ended; calls are refused until it is issued again"
      ).count == 1)
  }
}

/// Calls one after the other until it is told to end.
private final class CallStream: Sendable {
  private struct State {
    var count = 0
    var failures: [String] = []
    var isEnding = false
  }

  private let state = Mutex(State())
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(_ client: RPCClient) {
    let task = Task {
      while !state.withLock({ $0.isEnding }) {
        let error = await failure {
          try await client.unary(
            PaymentV1.PaymentService.adjudicateClaim, .init(),
            options: RPCCallOptions(timeout: .seconds(60)))
        }
        state.withLock { state in
          state.count += 1
          if let error { state.failures.append("\(error.code) \(error.message)") }
        }
      }
    }
    self.task.withLock { $0 = task }
  }

  /// Waits until that many calls more have ended.
  func makeMore(_ count: Int) async throws {
    let before = state.withLock { $0.count }
    while state.withLock({ $0.count }) < before + count {
      try await ContinuousClock().sleep(for: .milliseconds(1))
    }
  }

  func end() async -> (count: Int, failures: [String]) {
    state.withLock { $0.isEnding = true }
    await task.withLock { $0 }?.value
    return state.withLock { ($0.count, $0.failures) }
  }
}
