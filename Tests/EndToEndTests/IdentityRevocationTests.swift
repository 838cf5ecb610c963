import Foundation
import Messages
import RPC
import SampleClaims
import TLS
import TestKit
import Testing

extension EndToEnd {
  /// `HMO_TRIALS` says how many certificates are taken back, and has each measured against the limit
  /// that operators are told; 5, and none measured, when it is not set.
  @Suite("Certificates are taken back while their owners call", .serialized)
  struct IdentityRevocationTests {
    private static let trials =
      ProcessInfo.processInfo.environment["HMO_TRIALS"].flatMap(Int.init)
    /// How long after its number was listed a certificate may still be answered.
    private static let answerTimeMax = Duration.seconds(5)

    /// A caller that was refused, and how long after its listing it was still answered.
    private struct Trial: Sendable {
      let caller: BusyCaller
      let answeredFor: Duration
    }

    @Test(
      "A listed caller hears nothing more, others hear all they ask, and a restart forgets no one")
    func takenBack() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 44, claims: 60)
        try await suite.load(world)
        let load = try ClaimLoad(suite, world)
        let neighbours = try SuiteService.allCases.map {
          try BusyCaller($0, as: .named(.client, "neighbour"), in: suite)
        }
        var trials: [Trial] = []
        while trials.count < Self.trials ?? 5 { trials += try await Self.round(suite) }
        for neighbour in neighbours { try await Self.expectUnharmed(neighbour) }
        try await load.end(least: 3)
        Self.report(trials, load)
        if Self.trials != nil {
          #expect(trials.filter { $0.answeredFor > Self.answerTimeMax }.map(\.answeredFor) == [])
        }

        for service in SuiteService.allCases {
          #expect(try await suite.stop(service) == 0)
          try await suite.startServing(service)
        }
        for trial in trials { try await Self.expectRefused(trial.caller, suite) }
        for neighbour in neighbours { try await Self.expectServed(neighbour, suite) }
      }
    }

    /// One trial at each of the five, side by side.
    private static func round(_ suite: TestSuite) async throws -> [Trial] {
      try await withThrowingTaskGroup(of: Trial.self) { group in
        for service in SuiteService.allCases {
          group.addTask { try await trial(service, suite) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
    }

    private static func trial(_ service: SuiteService, _ suite: TestSuite) async throws -> Trial {
      let caller = try BusyCaller(service, as: .named(.client, "caller"), in: suite)
      try await eventually("\(service) answers a caller") { caller.observed.answered >= 20 }
      let serial = try #require(TLSSerialNumber(caller.files.serialNumber))
      let listed = ContinuousClock.now
      #expect(try suite.denyList.add([serial], note: "a trial") == 1)
      try await caller.refused()
      let observed = caller.observed
      #expect(observed.answeredLate == 0, "\(service)")
      let strange = observed.refusals.filter { error in
        error.code != .unavailable
          && !(error.code == .unauthenticated && error.reason == "CERTIFICATE_DENIED")
      }
      #expect(strange.map(\.message) == [], "\(service)")
      let last = try #require(observed.lastAnswered)
      return Trial(caller: caller, answeredFor: max(.zero, last - listed))
    }

    private static func expectUnharmed(_ neighbour: BusyCaller) async throws {
      let before = neighbour.observed.answered
      try await eventually("\(neighbour.service) answers the neighbour") {
        neighbour.observed.answered > before
      }
      #expect(neighbour.observed.refusals.map(\.message) == [], "\(neighbour.service)")
      #expect(!neighbour.observed.isStreamEnded, "\(neighbour.service)")
      await neighbour.end()
    }

    private static func report(_ trials: [Trial], _ load: ClaimLoad) {
      let times = trials.map(\.answeredFor).sorted()
      guard let longest = times.last else { return }
      print(
        "\(trials.count) certificates taken back under \(load.answered) claims; answered after "
          + "listing for \(times[times.count / 2]) in the median, \(longest) at most")
    }

    // MARK: After the restart

    private static func expectRefused(_ caller: BusyCaller, _ suite: TestSuite) async throws {
      let client = try client(of: caller, suite)
      let error = await rpcError("\(caller.service) after its restart") {
        try await HealthV1.HealthClient(client: client).check(.init(), options: .impatient)
      }
      #expect(error?.code == .unavailable, "\(caller.service)")
      await client.close()
      let reasons = suite.logEvents(caller.service, message: "Connection refused")
      #expect(
        (reasons.last?["reason"] as? String)?.contains("deny-list") == true, "\(caller.service)")
    }

    private static func expectServed(_ neighbour: BusyCaller, _ suite: TestSuite) async throws {
      let client = try client(of: neighbour, suite)
      let health = try await HealthV1.HealthClient(client: client).check(
        .init(), options: .impatient)
      #expect(health.status == .serving, "\(neighbour.service)")
      await client.close()
    }

    private static func client(of caller: BusyCaller, _ suite: TestSuite) throws -> RPCClient {
      try suite.client(
        caller.service,
        tls: TLSContext(suite.authority.configuration(.client, files: caller.files)), retry: nil)
    }
  }
}
