import Domain
import Messages
import Protobuf
import RPC
import ServiceProcess

extension ClaimHandler {
  /// Says when each step of a claim was taken: what is recorded, then what the claim that is on its
  /// way has done since.
  func getClaimTimeline(
    _ request: ClaimV1.GetClaimTimelineRequest, context: RPCContext
  ) async throws -> ClaimV1.GetClaimTimelineResponse {
    let number = try known(request.claimID)
    return try await RPCError.mapping {
      // Looked at before the store, so that a step that is recorded meanwhile is seen twice rather
      // than not at all.
      let open = claims.claim(number)?.progress
      let voiding = claims.waitingVoid(number)
      let reader = try ClaimReader(
        context, people, for: ClaimV1.ClaimService.getClaimTimeline)
      guard let listed = try await store.listed(number), reader.maySee(listed),
        let stored = try await store.timeline(of: number)
      else { throw GatewayErrors.noSuchClaim }
      var response = ClaimV1.GetClaimTimelineResponse()
      response.claimID = number.text
      response.acceptedAt = TypeV1.Instant(stored.acceptedAt ?? listed.acceptedAt)
      response.traceID = stored.trace
      response.steps = ClaimHandler.joined(stored.steps, open?.steps ?? [])
      response.decidedAt = stored.decidedAt.map { TypeV1.Instant($0) }
      if !stored.isDecided, listed.state == .accepted {
        response.waitingFor = open.map(\.waitingFor).flatMap { $0.isEmpty ? nil : $0 } ?? "room"
        response.waitingSince = open.map { TypeV1.Instant($0.since) } ?? response.acceptedAt
      } else if let pended = listed.pended, listed.state == .pended {
        response.waitingFor = pended.papersDueAt == nil ? "a person" : "papers"
        response.waitingSince = TypeV1.Instant(pended.pendedAt)
      } else if listed.isVoiding, !listed.isVoided, let voiding {
        response.waitingFor = voiding.step
        response.waitingSince = TypeV1.Instant(voiding.machineSince)
      }
      return response
    }
  }

  /// The recorded steps and those behind them, each once.
  private static func joined(
    _ recorded: [ClaimV1.StepSpan], _ later: [StepNote]
  ) -> [ClaimV1.StepSpan] {
    let known = Set(recorded.map(\.spanID))
    return recorded + later.map(\.message).filter { !known.contains($0.spanID) }
  }
}
