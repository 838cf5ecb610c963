package import Messages
import Protobuf
package import RPC
import ServiceProcess
package import Storage

/// Pays for members by the month.
package struct CapitationHandler: PaymentV1.CapitationServiceHandler {
  private let store: Store

  /// Makes the handler over an open store.
  package init(store: Store) {
    self.store = store
  }

  /// Adds terms, all or none; the same load sent again changes nothing.
  package func loadCapitationTerms(
    _ request: PaymentV1.LoadCapitationTermsRequest, context: RPCContext
  ) async throws -> PaymentV1.LoadCapitationTermsResponse {
    try await RPCError.mappingRefusals {
      let load = try CapitationTermsLoad(request)
      return try await store.write { transaction in try load.post(in: transaction) }
    }
  }

  /// Settles a month by its roster; the same request again is answered alike.
  package func settleCapitation(
    _ request: PaymentV1.SettleCapitationRequest, context: RPCContext
  ) async throws -> PaymentV1.SettleCapitationResponse {
    try await RPCError.mappingRefusals {
      let settling = try CapitationSettling(request)
      return try await store.write { transaction in try settling.post(in: transaction) }
    }
  }

  /// Lists statements, the latest first.
  package func listCapitationStatements(
    _ request: PaymentV1.ListCapitationStatementsRequest, context: RPCContext
  ) async throws -> PaymentV1.ListCapitationStatementsResponse {
    try await RPCError.mappingRefusals {
      let list = try CapitationStatementList(request)
      return try await store.read { reader in try list.read(in: reader) }
    }
  }

  /// Lists the members for whom a month is paid.
  package func listCapitatedMembers(
    _ request: PaymentV1.ListCapitatedMembersRequest, context: RPCContext
  ) async throws -> PaymentV1.ListCapitatedMembersResponse {
    try await RPCError.mappingRefusals {
      let list = try CapitatedMemberList(request)
      return try await store.read { reader in try list.read(in: reader) }
    }
  }
}
