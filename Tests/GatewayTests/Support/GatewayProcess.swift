import Domain
import Logging
import Messages
import Protobuf

@testable import Gateway

/// What one run of the gateway's process holds in memory over a store and services that outlive it.
struct GatewayProcess: Sendable {
  let store: ClaimStore
  let services: FakeServices
  let clock = BusinessClock(.manual(Sample.now))
  let claims: OpenClaims
  let edges: ServiceEdges
  let codes = CodeBooks()
  let papers: PaperDesk
  let driver: ClaimDriver
  let voids: VoidDriver
  let feed: CoverageFeed
  let review: CoverageReview
  let intake: ClaimIntake

  init(_ fixture: ClaimStoreFixture, _ services: FakeServices) {
    store = fixture.claims
    self.services = services
    claims = OpenClaims(clock: clock)
    edges = services.edges()
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    papers = PaperDesk(store: store, claims: claims, clock: clock, log: log)
    driver = ClaimDriver(
      store: store, edges: edges, clock: clock, log: log, codes: codes, papers: papers,
      troubleDelay: .zero)
    voids = VoidDriver(
      store: store, claims: claims, edges: edges, log: log,
      backoff: Backoff(first: .zero, longest: .zero))
    feed = CoverageFeed(
      store: store, claims: claims, log: log, watch: { _, _ in throw FixtureError() })
    review = CoverageReview(
      store: store, claims: claims, edges: edges, clock: clock, log: log)
    intake = ClaimIntake(store: store, claims: claims, clock: clock)
  }

  /// Looks once at every claim that waits to be looked at again.
  func lookAgain() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await edges.run() }
      group.addTask { try await review.pass() }
      try await group.next()
      group.cancelAll()
    }
  }

  /// Drives a claim from its last record until it ends or the process does.
  ///
  /// - Returns: Whether the claim came to its end.
  @discardableResult
  func drive(_ number: ClaimNumber) async throws -> Bool {
    guard let record = try await store.openClaim(number) else { throw FixtureError() }
    claims.begin([record])
    guard let claim = claims.claim(number) else { throw FixtureError() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await edges.run() }
      group.addTask { await services.waitForCrash() }
      group.addTask { await driver.drive(claim) }
      await group.next()
      group.cancelAll()
    }
    claims.end(claim)
    if case .open = try await store.standing(of: number) { return false }
    return true
  }
}

extension GatewayProcess {
  /// Drives the void of a claim from its record until it ends or the process does.
  ///
  /// - Returns: Whether the reversal is stored.
  @discardableResult
  func driveVoid(_ number: ClaimNumber) async throws -> Bool {
    let open = try await store.openVoids(after: 0, limit: 100).first { $0.number == number }
    guard let open else { throw FixtureError() }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await edges.run() }
      group.addTask { await services.waitForCrash() }
      group.addTask { await voids.drive(open) }
      await group.next()
      group.cancelAll()
    }
    return try await store.reversal(of: number) != nil
  }
}

/// A change of the invented member's coverage.
func change(
  at position: Int64, kind: String = "coverage", member: String = "M1", from: Int32? = nil,
  to: Int32? = nil
) -> TypeV1.Change {
  .with {
    $0.position = position
    $0.kind = kind
    $0.subject = member
    if from != nil || to != nil {
      $0.days = .with {
        $0.from = from.map { day in .with { $0.days = day } }
        $0.to = to.map { day in .with { $0.days = day } }
      }
    }
    $0.madeAt = .with { $0.microseconds = Sample.now.microseconds }
  }
}
