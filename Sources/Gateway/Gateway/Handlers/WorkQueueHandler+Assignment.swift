import Messages
import RPC
import ServiceProcess
import TLS

extension WorkQueueHandler {
  func assignPended(
    _ request: ClaimV1.AssignPendedRequest, context: RPCContext
  ) async throws -> ClaimV1.AssignPendedResponse {
    guard let number = ClaimNumber(request.claimID) else { throw GatewayErrors.noSuchClaim }
    guard (1...100).contains(request.requestID.utf8.count) else {
      throw GatewayErrors.invalid("request_id", "Name the assignment with 1 to 100 characters.")
    }
    guard request.owner.isEmpty || TLSIdentity(uri: request.owner)?.kind == .person else {
      throw GatewayErrors.invalid("owner", "Name a person as in a certificate, or nobody.")
    }
    return try await RPCError.mapping {
      let reader = try ClaimReader(
        context, people, for: ClaimV1.WorkQueueService.assignPended)
      guard let listed = try await store.listed(number), reader.maySee(listed) else {
        throw GatewayErrors.noSuchClaim
      }
      let assignment = ClaimStore.Assignment(
        requestID: request.requestID, owner: request.owner,
        assignedBy: context.peer.identity.uri, assignedAt: clock.now)
      switch try await store.record(assignment, on: number) {
      case .recorded, .repeated: break
      case .keyReused: throw GatewayErrors.keyReused
      case .notPended: throw GatewayErrors.notPended
      }
      var response = ClaimV1.AssignPendedResponse()
      response.summary = try await summaries.summary(of: number, for: reader)
      return response
    }
  }
}
