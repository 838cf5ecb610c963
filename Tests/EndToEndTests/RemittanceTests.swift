import Foundation
import Messages
import Protobuf
import RPC
import SampleClaims
import TestKit
import Testing

extension EndToEnd {
  /// `HMO_SEED` repeats a run.
  @Suite("Remittances of real processes", .serialized)
  struct RemittanceTests {
    private static let seed =
      ProcessInfo.processInfo.environment["HMO_SEED"].flatMap(UInt64.init)
      ?? UInt64.random(in: 1...999_999)
    private static let rounds = 5
    private static let claimsPerRound = 20

    @Test(
      "Killed while runs are closed and files written, every claim is in one file, always the same",
      arguments: [SuiteService.gateway, .payment])
    func killed(_ service: SuiteService) async throws {
      print("runs closed while \(service) is killed, HMO_SEED=\(Self.seed)")
      var random = SeededRandom(seed: Self.seed)
      try await TestSuite.run { suite in
        let world = SampleWorld(
          seed: Self.seed, claims: (Self.rounds + 1) * Self.claimsPerRound)
        try await suite.load(world)
        try await Self.loadParties(suite)
        var rest = world.chains[...]
        let flow = ClaimFlow(suite: suite)
        var usual = Duration.zero
        for round in 0...Self.rounds {
          let chains = Array(rest.prefix(world.chains.count / (Self.rounds + 1) + 1))
          rest = rest.dropFirst(chains.count)
          try await flow.submit(chains)
          try await Self.waitUntilNothingIsOpen(suite)
          guard round > 0 else {
            usual = try await ContinuousClock().measure { try await Self.close(0, suite) }
            continue
          }
          async let closing: Void = Self.close(round, suite)
          // Only the instant is drawn; nothing depends on how long this takes.
          try await Task.sleep(for: usual * random.number(in: 0..<1_500) / 1_000)
          try suite.kill(service)
          try await suite.startServing(service)
          try await closing
        }
        try await expectRemittedOnce(suite)
      }
    }

    @Test("A file that was cut off by a kill is exported again byte for byte")
    func exportedAgain() async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: Self.seed, claims: 40)
        try await suite.load(world)
        try await Self.loadParties(suite)
        try await ClaimFlow(suite: suite).submit(world.chains)
        try await Self.waitUntilNothingIsOpen(suite)
        try await Self.close(0, suite)
        let before = try await RemittedFiles(suite).files
        #expect(!before.isEmpty)
        for service in [SuiteService.gateway, .payment] {
          async let cut = RemittedFiles(suite).files
          try suite.kill(service)
          try await suite.startServing(service)
          let after = try await cut
          #expect(after == before)
        }
        #expect(try await RemittedFiles(suite).files == before)
      }
    }

    // MARK: Parts

    private static func loadParties(_ suite: TestSuite) async throws {
      let service = PaymentV1.PaymentAdministrationServiceClient(
        client: try suite.client(.payment, as: .hmo))
      let parties = """
        {"requestId": "parties", "payer": {
          "name": "EXAMPLE HMO", "payerId": "EXHMO", "tin": "520000001",
          "address": {"line": "1 PLAN ROAD", "city": "SPRINGFIELD", "state": "IL",
            "postalCode": "62701"},
          "contactName": "REMITTANCE DESK", "contactPhone": "2175550100"}}
        """
      _ = try await service.loadRemittanceParties(
        ProtobufJSON.decode(
          PaymentV1.LoadRemittancePartiesRequest.self, json: parties,
          pool: MessagesDescriptors.pool), options: .patient)
    }

    private static func waitUntilNothingIsOpen(_ suite: TestSuite) async throws {
      try await eventually("no claim is open", poll: .milliseconds(2)) {
        try await suite.gatewayStatus().counts.first { $0.state == .accepted }?.claims == 0
      }
    }

    /// Closes a run, asked again under the same name until there is an answer.
    private static func close(_ number: Int, _ suite: TestSuite) async throws {
      let service = ClaimV1.RemittanceServiceClient(client: try suite.client(.gateway, as: .hmo))
      _ = try await whileUnavailable {
        try await service.closeRun(.with { $0.requestID = "run-\(number)" }, options: .patient)
      }
    }

    private func expectRemittedOnce(_ suite: TestSuite) async throws {
      let files = try await RemittedFiles(suite)
      let claims = try await suite.allClaims().filter { $0.state != .pended }
      let listed = files.listed
      #expect(listed.map(\.claimID).sorted() == claims.map(\.claimID).sorted())
      let paid = claims.reduce(0) { $0 + Int($1.paid?.cents ?? 0) }
      #expect(listed.reduce(0) { $0 + $1.paid } == paid)
      #expect(files.payment == paid)
      for claim in claims where claim.state != .denied {
        #expect(claim.state == .paid, "\(claim.claimID)")
        #expect(claim.remittanceIDs.count == 1, "\(claim.claimID)")
      }
      let again = try await RemittedFiles(suite).files
      #expect(again == files.files)
      let violations = try await suite.violations()
      #expect(violations == [])
    }
  }
}
