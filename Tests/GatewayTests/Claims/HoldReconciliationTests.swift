import Domain
import Logging
import Messages
import Protobuf
import Testing

@testable import Gateway

@Suite("Holds that no claim will end are given back", .timeLimit(.minutes(1)))
struct HoldReconciliationTests {
  private let fixture: ClaimStoreFixture
  private let services = FakeServices()

  init() throws {
    fixture = try ClaimStoreFixture()
  }

  private func key(_ number: ClaimNumber, _ attempt: Int) -> TypeV1.StepKey {
    StepKeys(number).key(attempt: attempt, step: "hold")
  }

  /// Looks at open holds that come in pages of one; gives the keys that were released.
  private func released(
    _ process: GatewayProcess, _ keys: [TypeV1.StepKey], isDone: Bool = true
  ) async throws -> [String] {
    let reconciliation = HoldReconciliation(
      store: process.store, claims: process.claims, edges: process.edges,
      list: { token in
        let index = Int(token) ?? 0
        guard index < keys.count || keys.isEmpty else { throw FixtureError() }
        return .with {
          $0.holds = keys.isEmpty ? [] : [.with { $0.key = keys[index] }]
          $0.nextPageToken = index + 1 < keys.count ? "\(index + 1)" : ""
        }
      }, log: process.driver.log)
    let running = Task { await process.edges.run() }
    #expect(await reconciliation.reconcile() == isDone)
    running.cancel()
    await running.value
    return try services.read(.release, as: AuthorizationV1.Release.self)
      .map { $0.holdKey?.text ?? "" }
  }

  @Test("What an earlier attempt held is given back, what the attempt under way holds is not")
  func earlierAttempt() async throws {
    let number = try await fixture.pended()
    _ = try await fixture.claims.record(Sample.again("R1"), on: number)
    let process = GatewayProcess(fixture, services)
    process.claims.begin([try #require(try await fixture.claims.openClaim(number))])
    #expect(process.claims.claim(number)?.attempt == 2)
    let given = try await released(process, [key(number, 1), key(number, 2), key(number, 3)])
    #expect(given == ["\(number.text)/1/hold"])
  }

  @Test("What a claim holds that waits for a person is given back")
  func pended() async throws {
    let number = try await fixture.pended()
    let given = try await released(GatewayProcess(fixture, services), [key(number, 1)])
    #expect(given == ["\(number.text)/1/hold"])
  }

  @Test("What a decision holds is left alone, what an earlier attempt of it held is given back")
  func decided() async throws {
    let claim = Sample.claim()
    let number = try await fixture.accepted(claim)
    try await fixture.claims.record(facts: Sample.facts, of: number, attempt: 2)
    try await fixture.claims.record(
      decision: Sample.decided(claim, number), of: number,
      on: .init(attempt: 2, feedPosition: 0))
    let given = try await released(
      GatewayProcess(fixture, services), [key(number, 1), key(number, 2)])
    #expect(given == ["\(number.text)/1/hold"])
  }

  @Test(
    "A hold of a claim that is not begun yet, of none that there is, or of no claim is left alone")
  func leftAlone() async throws {
    let number = try await fixture.accepted()
    let nonsense = TypeV1.StepKey.with {
      $0.claimID = "nonsense"
      $0.attempt = .min
    }
    let given = try await released(
      GatewayProcess(fixture, services), [key(number, 1), key(ClaimNumber(404), 1), nonsense])
    #expect(given.isEmpty)
  }

  @Test("No open hold is nothing to do, and a list that breaks is looked at again")
  func lists() async throws {
    let process = GatewayProcess(fixture, services)
    #expect(try await released(process, []).isEmpty)
    let broken = HoldReconciliation(
      store: process.store, claims: process.claims, edges: process.edges,
      list: { _ in throw FixtureError() }, log: process.driver.log)
    #expect(await broken.reconcile() == false)
  }
}
