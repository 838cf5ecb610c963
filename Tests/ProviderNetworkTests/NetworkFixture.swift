import Domain
import DomainMessages
import Foundation
import Messages
import ProviderNetwork
import RPC
import ServiceProcess
import Storage
import Testing

/// A store of the network in a folder of its own, with its handlers.
final class NetworkFixture: Sendable {
  let store: Store
  let handler: NetworkHandler
  let administration: NetworkAdministrationHandler
  private let directory: String

  init() throws {
    directory = NSTemporaryDirectory() + "net-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    store = try Store.open(
      StoreConfiguration(path: directory + "/s.db"), schema: NetworkSchema.schema)
    let wrapped = NetworkStore(store)
    handler = NetworkHandler(store: wrapped, drain: DrainSignal())
    administration = NetworkAdministrationHandler(store: wrapped) {
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
    _ change: (inout NetworkV1.LoadNetworkRequest) throws -> Void
  ) async throws -> NetworkV1.LoadNetworkResponse {
    var request = NetworkV1.LoadNetworkRequest()
    request.requestID = requestID
    try change(&request)
    return try await administration.loadNetwork(request)
  }

  /// Loads an IPA contract with a primary care provider and a specialist, and a fee for 99213.
  func loadSample() async throws {
    try await load { request in
      request.providers = [
        try Sample.provider(Sample.primaryCare, role: .primaryCare),
        try Sample.provider(Sample.specialist, role: .specialist, specialty: "orthopedics"),
      ]
      request.contracts = [try Sample.contract()]
      request.feeSchedules = [try Sample.schedule([try Sample.fee("99213", 11_000)])]
    }
  }

  /// The answer to a question with one line.
  func answer(
    _ question: NetworkV1.ContractQuestion
  ) async throws -> NetworkV1.ContractAnswerLine {
    var request = NetworkV1.ResolveContractRequest()
    request.questions = [question]
    let response = try await handler.resolveContract(request)
    guard case .answer(let answer) = try #require(response.results.first?.result) else {
      throw UnexpectedRefusal()
    }
    return try #require(answer.lines.first)
  }

  /// The changes so far after `position`, as kind, subject and days.
  func changes(after position: Int64 = 0) async throws -> [String] {
    let count = try await store.read { reader in
      try reader.first("SELECT COUNT(*) FROM change WHERE position > $1", position) { row in
        try row.value(0, as: Int.self)
      }
    }
    guard let count, count > 0 else { return [] }
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
    _ change: (inout NetworkV1.LoadNetworkRequest) throws -> Void
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
  private(set) var changes: [String] = []

  init(_ count: Int) {
    self.count = count
  }

  func add(_ change: TypeV1.Change?) throws {
    let change = try #require(change)
    let days = try DaySpan(change.days, "days")
    changes.append("\(change.kind) \(change.subject) \(days.from)..\(days.to)")
    if changes.count == count { throw Full() }
  }
}
