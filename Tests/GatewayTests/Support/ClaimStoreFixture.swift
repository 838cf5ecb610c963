import ClaimRules
import Domain
import Foundation
import Messages
import Storage

@testable import Gateway

/// A folder that goes away with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("gateway-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}

/// The gateway's store in a temporary folder.
struct ClaimStoreFixture: Sendable {
  let folder: TemporaryFolder
  let claims: ClaimStore

  init() throws {
    try self.init(TemporaryFolder())
  }

  private init(_ folder: TemporaryFolder) throws {
    self.folder = folder
    claims = ClaimStore(
      store: try Store.open(
        StoreConfiguration(path: folder.path + "/gateway.db"), schema: GatewaySchema.schema))
  }

  /// The same store, closed and opened again, as after a restart.
  func reopened() async throws -> ClaimStoreFixture {
    await claims.store.close()
    return try ClaimStoreFixture(folder)
  }

  /// Stores a claim that passed intake.
  @discardableResult
  func accept(
    _ claim: ClaimV1.Claim = Sample.claim(), key: String = UUID().uuidString
  ) async throws -> ClaimStore.Acceptance {
    let submission = Sample.submission(claim, key: key)
    guard let acceptance = try await claims.accept([submission]).first else {
      throw FixtureError()
    }
    return acceptance
  }

  /// Stores a claim and gives its number.
  func accepted(_ claim: ClaimV1.Claim = Sample.claim()) async throws -> ClaimNumber {
    guard case .accepted(let number, _, _) = try await accept(claim) else { throw FixtureError() }
    return number
  }

  /// Stores a claim with facts and a decision.
  @discardableResult
  func decided(
    _ claim: ClaimV1.Claim = Sample.claim(), isDenied: Bool = false, denial: String? = nil,
    feedPosition: Int64 = 0
  ) async throws -> ClaimNumber {
    let number = try await accepted(claim)
    try await claims.record(facts: Sample.facts, of: number, attempt: 1)
    try await decide(
      number, claim, isDenied: isDenied, denial: denial, feedPosition: feedPosition)
    return number
  }

  /// Stores a decision of an open claim.
  func decide(
    _ number: ClaimNumber, _ claim: ClaimV1.Claim, isDenied: Bool = false,
    denial: String? = nil, feedPosition: Int64 = 0
  ) async throws {
    let link = try await claims.openClaim(number)?.link
    var record = Sample.decided(claim, number, isDenied: isDenied, denial: denial)
    if let link {
      record.reversal = try await claims.decidedRecord(link.replaced)?.decision?.reversed
    }
    try await claims.record(
      decision: record, of: number,
      on: .init(
        attempt: 1, feedPosition: feedPosition, memberID: claim.patient?.memberID ?? "",
        link: link))
  }

  /// Stores a claim that waits for a person.
  func pended(
    _ claim: ClaimV1.Claim = Sample.claim(), for reason: PendReason = .rateMissing, line: Int32 = 1
  ) async throws -> ClaimNumber {
    let number = try await accepted(claim)
    try await claims.record(
      pended: Sample.pended(reason, line: line), of: number, attempt: 1, at: Sample.now)
    return number
  }

  /// Runs a statement behind the gateway's back.
  func plant(_ statement: SQL, _ argument: [UInt8]) async throws {
    try await claims.store.write { transaction in
      try transaction.execute(statement, argument)
    }
  }

  func plant(_ statement: SQL) async throws {
    try await claims.store.write { transaction in try transaction.execute(statement) }
  }
}

extension ClaimStore.Acceptance {
  /// What became of the submission, without its record.
  var summary: String {
    switch self {
    case .accepted(let number, let record, _):
      "accepted \(number.value) \(record.duplicateLines)"
        + (record.possibleDuplicateLines.isEmpty
          ? "" : " resembling \(record.possibleDuplicateLines)")
    case .repeated(let number): "repeated \(number.value)"
    case .keyReused: "key reused"
    case .voiding(let number): "voiding \(number.value)"
    case .refused(let fault): "refused \(fault.rule.name)"
    }
  }
}

struct FixtureError: Error {}
