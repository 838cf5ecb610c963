package import Messages
import Protobuf
package import RPC
import ServiceProcess
package import Storage

/// Tells what the ledger adds up to; nothing is posted.
package struct ReportHandler: PaymentV1.ReportServiceHandler {
  private let store: Store

  /// Makes the handler over an open store.
  package init(store: Store) {
    self.store = store
  }

  /// Gives a page of what sequestration kept.
  package func listSequestration(
    _ request: PaymentV1.ListSequestrationRequest, context: RPCContext
  ) async throws -> PaymentV1.ListSequestrationResponse {
    try await RPCError.mappingRefusals {
      let report = try SequestrationReport(request)
      return try await store.read { reader in try report.read(in: reader) }
    }
  }
}
