import Foundation
import Messages
import NIOPosix
import RPC
import SampleClaims
import Synchronization
import TLS
import TestKit
import Testing

extension EndToEnd {
  /// `HMO_RENEWALS` says how many new leaves are issued, to the five in turn; 100 when it is not set.
  @Suite("Certificates are renewed and taken back while claims go through", .serialized)
  struct IdentityRenewalTests {
    private static let renewalsCount =
      ProcessInfo.processInfo.environment["HMO_RENEWALS"].flatMap(Int.init) ?? 100

    @Test("New leaves for each process in turn under a stream of claims: no call fails")
    func rotation() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 41, claims: 60)
        try await suite.load(world)
        let load = try ClaimLoad(suite, world)
        let logs = SuiteService.allCases.map { ($0, LogFollower(suite, $0)) }
        var renewals = 0
        while renewals < Self.renewalsCount {
          for (service, log) in logs.prefix(Self.renewalsCount - renewals) {
            try await Self.renew(service, in: suite, log)
            renewals += 1
          }
        }
        for (service, log) in logs {
          try await eventually("\(service) ends what was opened with an earlier leaf") {
            try !log.events("Connections move to the new certificate").isEmpty
          }
        }
        try await load.end(least: load.answered + 20)
        for (service, log) in logs {
          let refused = try log.events("Certificates refused; those read before hold")
          #expect(refused.isEmpty, "\(service)")
        }
        let moves = try logs.reduce(0) {
          try $0 + $1.1.events("Connections move to the new certificate").count
        }
        print(
          "\(renewals) renewals, \(load.answered) claims; processes moved their connections "
            + "\(moves) times")
      }
    }

    @Test("Without a signal a new leaf is found, and the old one is not shown for long")
    func watch() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 42, claims: 60)
        try await suite.load(world)
        let load = try ClaimLoad(suite, world)
        let old = try SuiteService.allCases.map { try suite.certificate(of: $0.identity) }
        for (service, files) in zip(SuiteService.allCases, old) {
          try suite.authority.issue(over: files, for: service.identity)
        }
        for service in SuiteService.allCases {
          try await eventually("\(service) ends what was opened with the old leaf") {
            !suite.logEvents(service, message: "Connections move to the new certificate").isEmpty
          }
        }
        for files in old {
          let serial = try #require(TLSSerialNumber(files.serialNumber))
          #expect(try suite.denyList.add([serial], note: "replaced") == 1)
        }
        for service in SuiteService.allCases {
          try await eventually("\(service) denies the old leaves") {
            suite.logEvents(service, message: "Deny-list read").last?["denied.all"] as? String
              == "5"
          }
        }
        try await load.end(least: 1)
      }
    }

    @Test("An authority is changed in three steps under a stream of claims: no call fails")
    func rollover() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 43, claims: 60)
        try await suite.load(world)
        let load = try ClaimLoad(suite, world)
        let next = try TestAuthority(named: "Next authority")
        let bundle = URL(fileURLWithPath: suite.authority.bundlePath)
        let old = try Data(contentsOf: bundle)
        let new = try Data(contentsOf: URL(fileURLWithPath: next.bundlePath))

        try (old + new).write(to: bundle, options: .atomic)
        for service in SuiteService.allCases { try await Self.reread(service, in: suite) }
        try suite.reloadClients()
        for service in SuiteService.allCases {
          let files = try suite.certificate(of: service.identity)
          try next.issue(over: files, for: service.identity)
          try await Self.reread(service, in: suite)
        }
        let caller = try suite.certificate(of: .hmo)
        try next.issue(over: caller, for: .hmo)
        try suite.reloadClients()
        try new.write(to: bundle, options: .atomic)
        for service in SuiteService.allCases { try await Self.reread(service, in: suite) }
        try suite.reloadClients()
        try await load.end(least: 3)

        let stale = try suite.authority.files(for: .hmo)
        let configuration = suite.authority.configuration(.client, files: stale)
        let client = try suite.client(.payment, tls: TLSContext(configuration, check: .none))
        let error = await rpcError("the old authority vouches for nobody") {
          try await HealthV1.HealthClient(client: client).check(.init(), options: .impatient)
        }
        #expect(error?.code == .unavailable)
        await client.close()
      }
    }

    /// Issues a new leaf, has it read at once, and sees it on a new connection.
    private static func renew(
      _ service: SuiteService, in suite: TestSuite, _ log: LogFollower
    ) async throws {
      let files = try suite.certificate(of: service.identity)
      let fresh = try suite.authority.issue(over: files, for: service.identity)
      try suite.process(service).send(SIGHUP)
      try await eventually("\(service) reads its new leaf") {
        try log.events("Certificates read").last?["certificate.serial"] == fresh.serialNumber
      }
      #expect(try await Self.shown(by: service, in: suite) == [fresh.serialNumber], "\(service)")
    }

    /// The numbers of the certificates that a service shows on a connection of now.
    private static func shown(
      by service: SuiteService, in suite: TestSuite
    ) async throws -> [String] {
      let shown = Mutex<[String]>([])
      let files = try suite.certificate(of: .hmo)
      let client = RPCClient(
        target: .unix(path: suite.socket(service)),
        tls: try TLSContext(suite.authority.configuration(.client, files: files)),
        expecting: .exactly(try service.identity),
        eventLoop: MultiThreadedEventLoopGroup.singleton.next(),
        observeConnection: { event in
          guard case .established(let peer) = event else { return }
          shown.withLock { $0.append(peer.serialNumber) }
        })
      _ = try await HealthV1.HealthClient(client: client).check(.init(), options: .impatient)
      await client.close()
      return shown.withLock { $0 }
    }

    /// Has the files read at once.
    private static func reread(_ service: SuiteService, in suite: TestSuite) async throws {
      let before = suite.logEvents(service, message: "Certificates read").count
      try suite.process(service).send(SIGHUP)
      try await eventually("\(service) reads its files") {
        suite.logEvents(service, message: "Certificates read").count > before
      }
    }
  }
}
