import Domain
import DomainMessages
import Foundation
import Messages
import NIOCore
import NIOPosix
import Payment
import PaymentRules
import Protobuf
import RPC
import Storage
import TLS

/// The payment service in this process, over a store in a folder that goes away with it.
final class PaymentFixture: Sendable {
  let folder: String
  let store: Store

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("payment-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    store = try Self.open(folder)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  static func open(_ folder: String) throws -> Store {
    try Store.open(
      StoreConfiguration(path: folder + "/payment.db"), schema: PaymentSchema.schema)
  }

  var context: RPCContext {
    get throws {
      guard let identity = TLSIdentity(uri: "spiffe://hmo.internal/service/gateway") else {
        throw RPCError(.internalError, "no identity")
      }
      return RPCContext(
        path: "/test", peer: RPCPeer(identity: identity, serialNumber: "01"),
        eventLoop: MultiThreadedEventLoopGroup.singleton.any())
    }
  }

  func adjudicate(
    _ claims: [PaymentV1.Adjudication]
  ) async throws -> [PaymentV1.AdjudicationResult] {
    try await PaymentHandler(store: store)
      .adjudicateClaim(.with { $0.adjudications = claims }, context: context).results
  }

  /// Decides one claim that must not be refused.
  func decide(_ claim: PaymentV1.Adjudication) async throws -> PaymentV1.ClaimDecision {
    let result = try await adjudicate([claim]).first?.result
    guard case .decision(let decision) = result else {
      throw RPCError(.failedPrecondition, "the claim was refused: \(String(describing: result))")
    }
    return decision
  }

  /// Decides one claim that must be refused.
  func refusal(_ claim: PaymentV1.Adjudication) async throws -> TypeV1.ItemRefusal? {
    guard case .refusal(let refusal) = try await adjudicate([claim]).first?.result else {
      return nil
    }
    return refusal
  }

  func evaluate(
    _ request: PaymentV1.EvaluateAdjudicationRequest, _ constants: PaymentConstants = .standard
  ) async throws -> PaymentV1.ClaimDecision? {
    try await PaymentHandler(store: store, constants: constants)
      .evaluateAdjudication(request, context: context).decision
  }

  func load(
    _ balances: [PaymentV1.AccumulatorBalance], id: String = "load-1"
  ) async throws -> Int32 {
    try await PaymentAdministrationHandler(store: store).loadOpeningBalances(
      .with {
        $0.requestID = id
        $0.balances = balances
      }, context: context
    ).postings
  }

  /// Running amounts by `scope kind`, in cents.
  func amounts(member: String = "M1", family: String = "F1") async throws -> [String: Int64] {
    let balances = try await PaymentAdministrationHandler(store: store).getAccumulators(
      .with {
        $0.memberID = member
        $0.familyID = family
        $0.productID = "COM-HMO"
        $0.planYearStart = ClaimMessage.planYearStart.message
      }, context: context
    ).balances
    return Dictionary(
      uniqueKeysWithValues: balances.map { ("\($0.scope) \($0.kind)", $0.amount?.cents ?? -1) })
  }

  /// What member `M1` used of limits, as `category visits cents`.
  func limits() async throws -> [String] {
    try await PaymentAdministrationHandler(store: store).getAccumulators(
      .with {
        $0.memberID = "M1"
        $0.productID = "COM-HMO"
        $0.planYearStart = ClaimMessage.planYearStart.message
      }, context: context
    ).limits.map { "\($0.category) \($0.visits) \($0.amount?.cents ?? -1)" }
  }

  func load(
    limits: [PaymentV1.LimitBalance], id: String = "load-1"
  ) async throws -> Int32 {
    try await PaymentAdministrationHandler(store: store).loadOpeningBalances(
      .with {
        $0.requestID = id
        $0.limits = limits
      }, context: context
    ).postings
  }

  /// The balances of the ledger's accounts that have entries, in cents.
  func accounts() async throws -> [String: Int64] {
    let sums = try await store.read { reader in
      try reader.rows(
        """
        SELECT account, SUM(amount) FROM (
          SELECT account, amount FROM ledger_entry
          UNION ALL SELECT account, amount FROM remittance_entry
          UNION ALL SELECT account, amount FROM settlement_entry) entry GROUP BY account
        """
      ) { row in (try row.value(0, as: String.self), try row.value(1, as: Int64.self)) }
    }
    return Dictionary(uniqueKeysWithValues: sums)
  }

  func violations() async throws -> [TypeV1.Violation] {
    try await PaymentFixture.violations(in: store)
  }

  static func violations(in store: Store) async throws -> [TypeV1.Violation] {
    try await StoreVerification(store: store).violations()
  }
}
