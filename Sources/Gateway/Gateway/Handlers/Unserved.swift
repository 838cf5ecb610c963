import Messages
import RPC

extension ClaimHandler {
  func voidClaim(
    _ request: ClaimV1.VoidClaimRequest, context: RPCContext
  ) async throws -> ClaimV1.VoidClaimResponse {
    throw RPCError(.unimplemented, "Not served yet.")
  }

  func recordAttachment(
    _ request: ClaimV1.RecordAttachmentRequest, context: RPCContext
  ) async throws -> ClaimV1.RecordAttachmentResponse {
    throw RPCError(.unimplemented, "Not served yet.")
  }
}

extension WorkQueueHandler {
  func assignPended(
    _ request: ClaimV1.AssignPendedRequest, context: RPCContext
  ) async throws -> ClaimV1.AssignPendedResponse {
    throw RPCError(.unimplemented, "Not served yet.")
  }
}

extension GatewayAdministrationHandler {
  func loadCodes(
    requests: RPCRequestStream<ClaimV1.LoadCodesRequest>, context: RPCContext
  ) async throws -> ClaimV1.LoadCodesResponse {
    throw RPCError(.unimplemented, "Not served yet.")
  }

  func listCodeSets(
    _ request: ClaimV1.ListCodeSetsRequest, context: RPCContext
  ) async throws -> ClaimV1.ListCodeSetsResponse {
    throw RPCError(.unimplemented, "Not served yet.")
  }
}
