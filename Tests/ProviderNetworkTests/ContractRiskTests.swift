import Domain
import Messages
import RPC
import Testing

@Suite("Contracts put no more at risk than the law lets them")
struct ContractRiskTests {
  private func load(_ withhold: Int32, _ other: Int32, hasStopLoss: Bool = false) async throws {
    try await NetworkFixture().load { request in
      request.contracts = [
        try Sample.contract {
          $0.withholdBasisPoints = withhold
          $0.otherRiskBasisPoints = other
          $0.hasStopLoss = hasStopLoss
        }
      ]
    }
  }

  @Test("SETTLE-3: what is more than a quarter at risk without stop-loss is refused by its field")
  func refused() async throws {
    for (withhold, other) in [
      (Int32(2_501), Int32(0)), (0, 2_501), (1_500, 1_001), (10_000, 10_000),
    ] {
      let error = await #expect(throws: RPCError.self) { try await load(withhold, other) }
      #expect(error?.fieldViolations.first?.field == "contracts[0].has_stop_loss")
    }
  }

  @Test("SETTLE-3: a quarter, and more with stop-loss, are taken and kept")
  func taken() async throws {
    try await load(2_500, 0)
    try await load(1_500, 1_000)
    try await load(10_000, 10_000, hasStopLoss: true)
    let fixture = try NetworkFixture()
    let protected = try Sample.contract {
      $0.otherRiskBasisPoints = 4_000
      $0.hasStopLoss = true
    }
    try await fixture.load { request in request.contracts = [protected] }
    let told = try await fixture.changes().count
    try await fixture.load { request in request.contracts = [protected] }
    #expect(try await fixture.changes().count == told)
    try await fixture.load { request in
      request.contracts = [protected]
      request.contracts[0].otherRiskBasisPoints = 3_000
    }
    #expect(try await fixture.changes().count > told)
  }
}
