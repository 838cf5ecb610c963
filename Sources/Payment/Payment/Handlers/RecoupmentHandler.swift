package import Messages
import Protobuf
package import RPC
import ServiceProcess
package import Storage

/// Recovers overpayments by letter.
package struct RecoupmentHandler: PaymentV1.RecoupmentServiceHandler {
  private let store: Store

  /// Makes the handler over an open store.
  package init(store: Store) {
    self.store = store
  }

  /// Opens a letter; the same request again is answered alike.
  package func openRecoupment(
    _ request: PaymentV1.OpenRecoupmentRequest, context: RPCContext
  ) async throws -> PaymentV1.OpenRecoupmentResponse {
    try await RPCError.mappingRefusals {
      let opening = try RecoupmentOpening(request)
      return try await store.write { transaction in try opening.post(in: transaction) }
    }
  }

  /// Acknowledges money that the payee sent; the same request again is answered alike.
  package func acknowledgeRefund(
    _ request: PaymentV1.AcknowledgeRefundRequest, context: RPCContext
  ) async throws -> PaymentV1.AcknowledgeRefundResponse {
    let letter = try await post { try RecoupmentStep(request) }
    return .with { $0.recoupment = letter }
  }

  /// Gives up what is open; the same request again is answered alike.
  package func writeOffRecoupment(
    _ request: PaymentV1.WriteOffRecoupmentRequest, context: RPCContext
  ) async throws -> PaymentV1.WriteOffRecoupmentResponse {
    let letter = try await post { try RecoupmentStep(request) }
    return .with { $0.recoupment = letter }
  }

  /// Takes a letter back; the same request again is answered alike.
  package func withdrawRecoupment(
    _ request: PaymentV1.WithdrawRecoupmentRequest, context: RPCContext
  ) async throws -> PaymentV1.WithdrawRecoupmentResponse {
    let letter = try await post { try RecoupmentStep(request) }
    return .with { $0.recoupment = letter }
  }

  /// Lists letters, the latest first.
  package func listRecoupments(
    _ request: PaymentV1.ListRecoupmentsRequest, context: RPCContext
  ) async throws -> PaymentV1.ListRecoupmentsResponse {
    try await RPCError.mappingRefusals {
      let list = try RecoupmentList(request)
      return try await store.read { reader in try list.read(in: reader) }
    }
  }

  private func post(
    _ read: () throws -> RecoupmentStep
  ) async throws -> PaymentV1.Recoupment {
    try await RPCError.mappingRefusals {
      let step = try read()
      return try await store.write { transaction in try step.post(in: transaction) }
    }
  }
}
