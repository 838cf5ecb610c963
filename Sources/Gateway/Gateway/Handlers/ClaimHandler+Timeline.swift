import Messages
import RPC

extension ClaimHandler {
  func getClaimTimeline(
    _ request: ClaimV1.GetClaimTimelineRequest, context: RPCContext
  ) async throws -> ClaimV1.GetClaimTimelineResponse {
    throw RPCError(.unimplemented, "timelines are not kept yet")
  }
}
