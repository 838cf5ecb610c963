import Foundation
import Messages
import RPC
import SampleClaims
import Synchronization
import TLS
import TestKit
import Testing

extension EndToEnd {
  @Suite("Certificates are renewed and taken back while claims go through", .serialized)
  struct IdentityRenewalTests {
    @Test("Twenty new leaves for each process under a stream of claims: no call fails")
    func rotation() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 41, claims: 60)
        try await suite.load(world)
        let load = try Load(suite, world)
        for _ in 0..<20 {
          for service in SuiteService.allCases { try await Self.renew(service, in: suite) }
        }
        try await load.end(least: 20)
        for service in SuiteService.allCases {
          let refused = suite.logEvents(
            service, message: "Certificates refused; those read before hold")
          #expect(refused.isEmpty, "\(service)")
        }
      }
    }

    @Test("Without a signal a new leaf is found, and the old one is not shown for long")
    func watch() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 42, claims: 60)
        try await suite.load(world)
        let load = try Load(suite, world)
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
        let load = try Load(suite, world)
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

    /// Issues a new leaf and has it read at once.
    private static func renew(_ service: SuiteService, in suite: TestSuite) async throws {
      let files = try suite.certificate(of: service.identity)
      let fresh = try suite.authority.issue(over: files, for: service.identity)
      try suite.process(service).send(SIGHUP)
      try await eventually("\(service) reads its new leaf") {
        suite.logEvents(service, message: "Certificates read").last?["certificate.serial"]
          as? String == fresh.serialNumber
      }
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

/// One claim after the other, each under a number of its own, until told to end.
private final class Load: Sendable {
  private struct State {
    var decided = 0
    var failures: [String] = []
    var isEnding = false
  }

  private let suite: TestSuite
  private let state = Mutex(State())
  private let work: Mutex<Task<Void, Never>?> = Mutex(nil)

  /// Begins with a claim that decides without a person.
  init(_ suite: TestSuite, _ world: SampleWorld) throws {
    self.suite = suite
    let sample = ClaimV1.Claim(try world.claim(telling: .primaryCareVisit))
    let work = Task {
      var number = 0
      while !state.withLock({ $0.isEnding }) {
        number += 1
        var claim = sample
        claim.patientControlNumber = "LOAD\(number)"
        await self.submit(claim)
      }
    }
    self.work.withLock { $0 = work }
  }

  private func submit(_ claim: ClaimV1.Claim) async {
    do {
      _ = try await suite.submit(claim)
      state.withLock { $0.decided += 1 }
    } catch {
      state.withLock { $0.failures.append("\(error)") }
    }
  }

  /// Ends, and expects that every claim was answered and no call between services was repeated.
  func end(least: Int) async throws {
    try await eventually("\(least) claims have gone through") {
      state.withLock { $0.decided + $0.failures.count } >= least
    }
    state.withLock { $0.isEnding = true }
    await work.withLock { $0 }?.value
    #expect(state.withLock { $0.failures } == [])
    #expect(suite.logEvents(.gateway, message: "a call will be repeated").isEmpty)
  }
}
