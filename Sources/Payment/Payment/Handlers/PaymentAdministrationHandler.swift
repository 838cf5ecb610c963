package import Messages
import Protobuf
package import RPC
import ServiceProcess
package import Storage

/// Loads, shows and checks what payment owns.
package struct PaymentAdministrationHandler: PaymentV1.PaymentAdministrationServiceHandler {
  private let store: Store

  /// Makes the handler over an open store.
  package init(store: Store) {
    self.store = store
  }

  /// Posts opening balances, all or none; the same load sent again changes nothing.
  package func loadOpeningBalances(
    _ request: PaymentV1.LoadOpeningBalancesRequest, context: RPCContext
  ) async throws -> PaymentV1.LoadOpeningBalancesResponse {
    try await RPCError.mappingRefusals {
      let load = try OpeningLoad(request)
      return try await store.write { transaction in try load.post(in: transaction) }
    }
  }

  /// Stores payer and payees, all or none; the same load sent again changes nothing.
  package func loadRemittanceParties(
    _ request: PaymentV1.LoadRemittancePartiesRequest, context: RPCContext
  ) async throws -> PaymentV1.LoadRemittancePartiesResponse {
    try await RPCError.mappingRefusals {
      let load = try PartiesLoad(request)
      return try await store.write { transaction in try load.post(in: transaction) }
    }
  }

  /// Stores rates of interest, all or none; the same load sent again changes nothing.
  package func loadInterestRates(
    _ request: PaymentV1.LoadInterestRatesRequest, context: RPCContext
  ) async throws -> PaymentV1.LoadInterestRatesResponse {
    try await RPCError.mappingRefusals {
      let load = try InterestRateLoad(request)
      return try await store.write { transaction in try load.post(in: transaction) }
    }
  }

  /// Adds rates of sequestration, all or none; the same load sent again changes nothing.
  package func loadSequestrationRates(
    _ request: PaymentV1.LoadSequestrationRatesRequest, context: RPCContext
  ) async throws -> PaymentV1.LoadSequestrationRatesResponse {
    try await RPCError.mappingRefusals {
      let load = try SequestrationRateLoad(request)
      return try await store.write { transaction in try load.post(in: transaction) }
    }
  }

  /// Settles pools of what was withheld, all or none; the same request again is answered alike.
  package func settleWithhold(
    _ request: PaymentV1.SettleWithholdRequest, context: RPCContext
  ) async throws -> PaymentV1.SettleWithholdResponse {
    try await RPCError.mappingRefusals {
      let settling = try WithholdSettling(request)
      return try await store.write { transaction in try settling.post(in: transaction) }
    }
  }

  /// Settles a year of shared risk, once; the same request again is answered alike.
  package func settleRisk(
    _ request: PaymentV1.SettleRiskRequest, context: RPCContext
  ) async throws -> PaymentV1.SettleRiskResponse {
    try await RPCError.mappingRefusals {
      let settling = try RiskSettling(request)
      return try await store.write { transaction in try settling.post(in: transaction) }
    }
  }

  /// Gives running amounts; a member without any has none.
  package func getAccumulators(
    _ request: PaymentV1.GetAccumulatorsRequest, context: RPCContext
  ) async throws -> PaymentV1.GetAccumulatorsResponse {
    try await RPCError.mappingRefusals {
      let query = try AccumulatorQuery(request)
      return try await store.read { reader in
        let (balances, limits) = (try query.answer(in: reader), try query.limits(in: reader))
        return PaymentV1.GetAccumulatorsResponse.with {
          $0.balances = balances
          $0.limits = limits
        }
      }
    }
  }

  /// Streams the balances of the ledger when they are asked for, and what the checks of the store
  /// find, at most ``StoreVerification/violationsMax``.
  package func verifyStore(
    _ request: PaymentV1.VerifyStoreRequest,
    responses: RPCResponseWriter<PaymentV1.VerifyStoreResponse>, context: RPCContext
  ) async throws {
    if request.showsLedger {
      let balances = try await RPCError.mapping {
        try await store.read { reader in try LedgerRows.balances(in: reader) }
      }
      for (account, cents) in balances {
        try await responses.write(
          .with {
            $0.ledgerBalance = .with {
              $0.account = account
              $0.amount = .with { $0.cents = cents }
            }
          })
      }
    }
    let violations = try await RPCError.mapping {
      try await StoreVerification(store: store).violations()
    }
    for violation in violations {
      try await responses.write(.with { $0.violation = violation })
    }
  }
}
