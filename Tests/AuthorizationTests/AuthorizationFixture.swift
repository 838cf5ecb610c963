import Authorization
import Domain
import Foundation
import Messages
import NIOCore
import NIOPosix
import Protobuf
import RPC
import ServiceProcess
import Storage
import Synchronization
import TLS

/// A folder that goes away with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("authorization-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}

/// The service over a temporary store, called without a connection.
struct AuthorizationFixture {
  let folder: TemporaryFolder
  let store: Store
  let handler: AuthorizationHandler
  let administration: AuthorizationAdministrationHandler
  let people = PeopleRoster(today: { Sample.day("2026-04-02") })
  /// When loads are made.
  let clock = HandClock(Instant(startOf: Sample.day("2026-04-02")))
  private let context: RPCContext

  init() throws {
    try self.init(folder: TemporaryFolder())
  }

  private init(folder: TemporaryFolder) throws {
    self.folder = folder
    store = try Store.open(
      StoreConfiguration(path: folder.path + "/authorization.db"),
      schema: AuthorizationSchema.schema)
    let authorizations = AuthorizationStore(store)
    handler = AuthorizationHandler(store: authorizations, drain: DrainSignal(), people: people)
    let clock = clock
    administration = AuthorizationAdministrationHandler(store: authorizations, people: people) {
      clock.now
    }
    guard let identity = TLSIdentity(kind: .service, name: "gateway") else {
      throw FixtureError()
    }
    context = RPCContext(
      path: "/test", peer: RPCPeer(identity: identity, serialNumber: "1"),
      eventLoop: MultiThreadedEventLoopGroup.singleton.next())
  }

  /// The same store, closed and opened again, as after a restart.
  func restarted() async throws -> AuthorizationFixture {
    await store.close()
    return try AuthorizationFixture(folder: folder)
  }

  @discardableResult
  func load(
    _ requestID: String = UUID().uuidString,
    _ authorizations: [AuthorizationV1.Authorization] = [],
    referrals: [AuthorizationV1.Referral] = []
  ) async throws -> AuthorizationV1.LoadAuthorizationsResponse {
    try await administration.loadAuthorizations(
      .with {
        $0.requestID = requestID
        $0.authorizations = authorizations
        $0.referrals = referrals
      }, context: context)
  }

  func hold(_ holds: AuthorizationV1.Hold...) async throws -> [AuthorizationV1.HoldResult] {
    try await hold(holds)
  }

  func hold(_ holds: [AuthorizationV1.Hold]) async throws -> [AuthorizationV1.HoldResult] {
    try await handler.holdUnits(.with { $0.holds = holds }, context: context).results
  }

  /// What a hold would be answered.
  func evaluate(_ hold: AuthorizationV1.Hold) async throws -> AuthorizationV1.HoldAnswer {
    let response = try await handler.evaluateHold(.with { $0.hold = hold }, context: context)
    return response.answer ?? .init()
  }

  func settle(
    _ settlements: AuthorizationV1.Settlement...
  ) async throws -> [AuthorizationV1.SettlementResult] {
    try await handler.settleHold(.with { $0.settlements = settlements }, context: context).results
  }

  func release(
    _ releases: AuthorizationV1.Release...
  ) async throws -> [AuthorizationV1.ReleaseResult] {
    try await handler.releaseHold(.with { $0.releases = releases }, context: context).results
  }

  func giveBack(
    _ returns: AuthorizationV1.UnitReturn...
  ) async throws -> [AuthorizationV1.UnitReturnResult] {
    try await handler.returnUnits(.with { $0.returns = returns }, context: context).results
  }

  /// The visits of referral R1 that are in use.
  func visitsUsed() async throws -> Int64 {
    try await store.read { reader in
      try reader.first(
        "SELECT COUNT(*) FROM referral_visit WHERE open_lines > 0 OR taken_lines > 0"
      ) { row in try row.value(0, as: Int64.self) }
    } ?? -1
  }

  func openHolds(
    size: Int32 = 0, after token: String = ""
  ) async throws -> AuthorizationV1.ListHoldsResponse {
    try await administration.listHolds(
      .with {
        $0.pageSize = size
        $0.pageToken = token
      }, context: context)
  }

  @discardableResult
  func loadPeople(
    _ requestID: String, _ people: AuthorizationV1.Person...
  ) async throws -> AuthorizationV1.LoadPeopleResponse {
    try await loadPeople(requestID, people)
  }

  @discardableResult
  func loadPeople(
    _ requestID: String, _ people: [AuthorizationV1.Person]
  ) async throws -> AuthorizationV1.LoadPeopleResponse {
    try await administration.loadPeople(
      .with {
        $0.requestID = requestID
        $0.people = people
      }, context: context)
  }

  func listPeople(
    size: Int32 = 0, after token: String = "", at time: Instant? = nil
  ) async throws -> AuthorizationV1.ListPeopleResponse {
    try await administration.listPeople(
      .with {
        $0.at = time.map { time in .with { $0.microseconds = time.microseconds } }
        $0.pageSize = size
        $0.pageToken = token
      }, context: context)
  }

  func violations() async throws -> [TypeV1.Violation] {
    try await StoreVerification.violations(of: store)
  }

  /// Approved, used and reserved units of a line of an authorization, in whole units.
  func units(of number: String = "A1", line: Int = 1) async throws -> [Int64] {
    try await store.read { reader in
      try reader.first(
        """
        SELECT l.approved, l.used, l.reserved FROM authorization_line l \
        JOIN prior_authorization a ON a.authorization_id = l.authorization_id \
        WHERE a.number = $1 AND l.line_number = $2
        """, number, line
      ) { row in try (0...2).map { try row.value($0, as: Int64.self) / 1_000 } }
    } ?? []
  }

  /// The kinds, subjects and days of all changes.
  func changes() async throws -> [String] {
    try await store.read { reader in
      try reader.rows("SELECT kind, subject, from_day, to_day FROM change ORDER BY position") {
        row in
        let days = [try row.value(2, as: Day.self), try row.value(3, as: Day.self)]
        return "\(try row.value(0, as: String.self)) \(try row.value(1, as: String.self)) "
          + "\(days[0])..\(days[1])"
      }
    }
  }
}

/// A clock that a test sets.
final class HandClock: Sendable {
  private let value: Mutex<Instant>

  init(_ now: Instant) { value = Mutex(now) }

  var now: Instant {
    get { value.withLock { $0 } }
    set { value.withLock { $0 = newValue } }
  }
}

struct FixtureError: Error {}
