package import Messages
import Protobuf
package import RPC
import ServiceProcess
package import Storage

/// Closes payment runs and tells what they hold.
package struct PaymentRunHandler: PaymentV1.PaymentRunServiceHandler {
  private let store: Store

  /// Makes the handler over an open store.
  package init(store: Store) {
    self.store = store
  }

  /// Closes a run, or finds the one that was closed under the same name.
  package func closeRun(
    _ request: PaymentV1.CloseRunRequest, context: RPCContext
  ) async throws -> PaymentV1.CloseRunResponse {
    try await RPCError.mappingRefusals {
      let closing = try RunClosing(request)
      let run = try await store.write { transaction in try closing.run(in: transaction) }
      return .with { $0.run = run }
    }
  }

  /// Lists runs, the latest first.
  package func listRuns(
    _ request: PaymentV1.ListRunsRequest, context: RPCContext
  ) async throws -> PaymentV1.ListRunsResponse {
    try await RPCError.mappingRefusals {
      let list = try RunList(request)
      return try await store.read { reader in try list.read(in: reader) }
    }
  }

  /// Lists the remittances of a run.
  package func listRemittances(
    _ request: PaymentV1.ListRemittancesRequest, context: RPCContext
  ) async throws -> PaymentV1.ListRemittancesResponse {
    try await RPCError.mappingRefusals {
      let list = try RemittanceList(request)
      return try await store.read { reader in try list.read(in: reader) }
    }
  }

  /// Gives one remittance.
  package func getRemittance(
    _ request: PaymentV1.GetRemittanceRequest, context: RPCContext
  ) async throws -> PaymentV1.GetRemittanceResponse {
    try await RPCError.mappingRefusals {
      let remittance = try await store.read { reader in
        try RemittanceList.remittance(named: request.remittanceID, in: reader)
      }
      return .with { $0.remittance = remittance }
    }
  }

  /// Lists the versions that a remittance pays.
  package func listRemittedClaims(
    _ request: PaymentV1.ListRemittedClaimsRequest, context: RPCContext
  ) async throws -> PaymentV1.ListRemittedClaimsResponse {
    try await RPCError.mappingRefusals {
      let list = try RemittedClaimList(request)
      return try await store.read { reader in try list.read(in: reader) }
    }
  }
}
