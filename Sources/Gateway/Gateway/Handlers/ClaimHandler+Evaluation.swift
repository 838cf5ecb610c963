import ClaimRules
import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import ServiceProcess

extension ClaimHandler {
  func replayClaim(
    _ request: ClaimV1.ReplayClaimRequest, context: RPCContext
  ) async throws -> ClaimV1.ReplayClaimResponse {
    let number = try known(request.claimID)
    return try await RPCError.mapping {
      let reader = try ClaimReader(context, people, for: ClaimV1.ClaimService.replayClaim)
      guard let listed = try await store.listed(number), reader.maySee(listed) else {
        throw GatewayErrors.noSuchClaim
      }
      return try await replay.replay(number)
    }
  }

  func replayClaims(
    _ request: ClaimV1.ReplayClaimsRequest,
    responses: RPCResponseWriter<ClaimV1.ReplayClaimsResponse>, context: RPCContext
  ) async throws {
    guard let since = Day(checkedNumber: request.since?.days ?? Day.first.number) else {
      throw GatewayErrors.invalid("since", "A day lies between 1800-01-01 and 9999-12-31.")
    }
    try await RPCError.mapping {
      try await ReplayBatch(replay: replay, since: since).run { response in
        _ = try ClaimReader(context, people, for: ClaimV1.ClaimService.replayClaims)
        try await responses.write(response)
      }
    }
  }

  func evaluateClaim(
    _ request: ClaimV1.EvaluateClaimRequest, context: RPCContext
  ) async throws -> ClaimV1.EvaluateClaimResponse {
    let number = try known(request.claimID)
    return try await RPCError.mapping {
      let reader = try ClaimReader(context, people, for: ClaimV1.ClaimService.evaluateClaim)
      guard let listed = try await store.listed(number), reader.maySee(listed),
        let claim = try await store.evaluatedClaim(number)
      else { throw GatewayErrors.noSuchClaim }
      let outcome = try await whatIf.evaluate(
        claim, request.changes, isTakenBack: listed.isVoiding || listed.isTakenBack)
      var response = ClaimV1.EvaluateClaimResponse()
      response.summary = summaries.summary(of: listed)
      response.decision = claim.decided?.decision
      response.lines = LineExplanations(claim.record.accepted).lines(of: claim.decided)
      response.add(outcome, LineExplanations(claim.record.accepted))
      return response
    }
  }
}

extension ClaimV1.EvaluateClaimResponse {
  fileprivate mutating func add(
    _ outcome: ClaimWhatIf.Outcome, _ explanations: LineExplanations
  ) {
    changedDecision = outcome.record?.decision
    changedLines = explanations.lines(of: outcome.record)
    notes = outcome.notes
    pendReasons = outcome.pends.map { pend in
      .with {
        $0.reason = pend.reason.rawValue
        $0.lineNumber = Int32(clamping: pend.lineNumber)
        $0.meaning = pend.reason.meaning
      }
    }
  }
}
