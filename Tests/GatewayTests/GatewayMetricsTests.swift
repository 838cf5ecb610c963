import Messages
import Protobuf
import Testing

@testable import Gateway

@Suite("What the gateway counts", .timeLimit(.minutes(1)))
struct GatewayMetricsTests {
  private func series(
    _ name: String, _ families: [StatusV1.MetricFamily]
  ) -> [String: Int64] {
    let series = families.first { $0.name == name }?.series ?? []
    return Dictionary(series.map { ($0.labels.first?.value ?? "", $0.value) }) { $0 + $1 }
  }

  /// What is counted now; the store has all the time that it needs.
  private func families(_ process: GatewayProcess) async -> [StatusV1.MetricFamily] {
    let machine = MachineClock(
      now: { Sample.now }, uptime: { 0 }, wait: { _ in await untilCancelled() })
    let store = process.store
    let pended = PendedGauge(machine: machine) { try await store.pendedCount() }
    let running = Task { await pended.run() }
    defer { running.cancel() }
    return await GatewayMetrics(pended: pended, claims: process.claims, edges: process.edges)
      .families()
  }

  @Test("Claims on their way are counted by state and by step, those that wait for a person apart")
  func claims() async throws {
    let fixture = try HandlerFixture()
    for number in 1...3 {
      try await fixture.submit(Sample.claim("P\(number)", member: "M\(number)"), "R\(number)")
    }
    let waiting = try #require(fixture.process.claims.claim(ClaimNumber(2)))
    waiting.wait(for: "coverage", at: Sample.now)
    for number in 4...5 {
      _ = try await fixture.fixture.pended(Sample.claim("P\(number)", member: "M\(number)"))
    }
    let families = await families(fixture.process)
    #expect(series("hmo_gateway_claims_open", families) == ["reading": 3])
    #expect(series("hmo_gateway_claims_waiting", families) == ["none": 2, "coverage": 1])
    #expect(series("hmo_gateway_claims_pended", families) == ["": 2])
  }

  @Test("A step's calls, the claims in them and the failures are three figures")
  func steps() async throws {
    let fixture = try HandlerFixture()
    let (process, services) = (fixture.process, fixture.process.services)
    let asked = (0..<5).map { index in
      Task.immediate {
        await process.edges.coverage.ask(.with { $0.memberID = "M\(index)" })
      }
    }
    services.during(.coverage) { throw FixtureError() }
    let running = Task { await process.edges.run() }
    for task in asked { _ = await task.value }
    running.cancel()
    let families = await families(process)
    let name = process.edges.coverage.name
    // The first two go alone at once, one of them twice; the other three go together.
    #expect(series("hmo_gateway_step_calls", families)[name] == 4)
    #expect(series("hmo_gateway_step_items", families)[name] == 6)
    #expect(series("hmo_gateway_step_failures", families)[name] == 1)
    #expect(series("hmo_gateway_step_failures", families).values.reduce(0, +) == 1)
  }
}
