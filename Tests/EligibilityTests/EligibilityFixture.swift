import Domain
import DomainMessages
import Eligibility
import Foundation
import Messages
import RPC
import ServiceProcess
import Storage
import Testing

/// A store of eligibility in a folder of its own, with its handlers.
final class EligibilityFixture: Sendable {
  let store: Store
  let handler: EligibilityHandler
  let administration: EligibilityAdministrationHandler
  private let directory: String

  init() throws {
    directory = NSTemporaryDirectory() + "elig-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    store = try Store.open(
      StoreConfiguration(path: directory + "/s.db"), schema: EligibilitySchema.schema)
    let wrapped = EligibilityStore(store)
    handler = EligibilityHandler(store: wrapped, drain: DrainSignal())
    administration = EligibilityAdministrationHandler(store: wrapped) {
      Instant(microseconds: 1_780_000_000_000_000)
    }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: directory)
  }

  /// Loads what `change` says, under a name of its own.
  @discardableResult
  func load(
    _ requestID: String = UUID().uuidString,
    _ change: (inout EligibilityV1.LoadEligibilityRequest) throws -> Void
  ) async throws -> EligibilityV1.LoadEligibilityResponse {
    var request = EligibilityV1.LoadEligibilityRequest()
    request.requestID = requestID
    try change(&request)
    return try await administration.loadEligibility(request)
  }

  /// Loads product COM-HMO in 2026 with its categories, and member M1001.
  func loadSample() async throws {
    try await load { request in
      request.products = [try Sample.product()]
      request.categories = [Sample.category("99213", "office_visit")]
      request.members = [try Sample.member()]
    }
  }

  /// The answer to one question.
  func answer(
    _ question: EligibilityV1.CoverageQuestion
  ) async throws -> EligibilityV1.CoverageAnswer {
    var request = EligibilityV1.CheckCoverageRequest()
    request.questions = [question]
    let response = try await handler.checkCoverage(request)
    guard case .answer(let answer) = try #require(response.results.first?.result) else {
      throw UnexpectedRefusal()
    }
    return answer
  }

  /// The first `count` changes after `position`.
  func changes(_ count: Int, after position: Int64 = 0) async throws -> [TypeV1.Change] {
    let collected = Collected(count)
    do {
      try await handler.watchChanges(after: position) { response in
        try collected.add(response.change)
      }
    } catch is Collected.Full {}
    return collected.changes
  }

  /// The error that a load of `change` ends with.
  func refusal(
    _ change: (inout EligibilityV1.LoadEligibilityRequest) throws -> Void
  ) async -> RPCError? {
    do {
      try await load("refused", change)
      return nil
    } catch {
      return error as? RPCError
    }
  }
}

/// An answer was expected.
struct UnexpectedRefusal: Error {}

/// Collects changes and stops when it has enough.
private final class Collected {
  struct Full: Error {}

  private let count: Int
  private(set) var changes: [TypeV1.Change] = []

  init(_ count: Int) {
    self.count = count
  }

  func add(_ change: TypeV1.Change?) throws {
    changes.append(try #require(change))
    if changes.count == count { throw Full() }
  }
}
