import ClaimRules
import Domain
import Messages
import RPC
import ServiceProcess
import TLS

/// Answers `hmo.claim.v1.WorkQueueService`.
struct WorkQueueHandler: ClaimV1.WorkQueueServiceHandler {
  let store: ClaimStore
  let claims: OpenClaims
  let clock: BusinessClock
  let summaries: ClaimSummaries

  func listPended(
    _ request: ClaimV1.ListPendedRequest, context: RPCContext
  ) async throws -> ClaimV1.ListPendedResponse {
    let after = try PageToken.read(request.pageToken)
    let size = try PageToken.size(request.pageSize)
    return try await RPCError.mapping {
      let page = try await store.listPended(after: after, limit: size)
      var response = ClaimV1.ListPendedResponse()
      response.claims = page.map { summaries.summary(of: $0) }
      response.nextPageToken = page.count == size ? page.last?.number.text ?? "" : ""
      return response
    }
  }

  func decidePended(
    _ request: ClaimV1.DecidePendedRequest, context: RPCContext
  ) async throws -> ClaimV1.DecidePendedResponse {
    guard let number = ClaimNumber(request.claimID) else { throw GatewayErrors.noSuchClaim }
    try check(request)
    return try await RPCError.mapping {
      guard try await store.listed(number) != nil else { throw GatewayErrors.noSuchClaim }
      if request.action == .deny { try await checkDenial(request, number) }
      let decision = ClaimStore.PersonDecision(
        requestID: request.requestID, action: request.action == .deny ? "deny" : "evaluate_again",
        reason: request.reason, note: request.note, decidedBy: context.peer.identity.uri,
        decidedAt: clock.now)
      switch try await store.record(decision, on: number) {
      case .recorded:
        try await store.openClaim(number).map(claims.begin)
      case .repeated:
        break
      case .notPended:
        throw RPCError(
          .failedPrecondition, "The claim does not wait for a person.", reason: "NOT_PENDED")
      }
      var response = ClaimV1.DecidePendedResponse()
      response.summary = try await summaries.summary(of: number)
      return response
    }
  }

  private func check(_ request: ClaimV1.DecidePendedRequest) throws(RPCError) {
    guard (1...100).contains(request.requestID.utf8.count) else {
      throw GatewayErrors.invalid("request_id", "Name the decision with 1 to 100 characters.")
    }
    guard request.action == .deny || request.action == .evaluateAgain else {
      throw GatewayErrors.invalid("action", "Choose to evaluate again or to deny.")
    }
    guard request.note.utf8.count <= 2_000 else {
      throw GatewayErrors.invalid("note", "A note has at most 2,000 characters.")
    }
  }

  /// A denial needs a reason that fits every reason for which the claim is pended.
  private func checkDenial(
    _ request: ClaimV1.DecidePendedRequest, _ number: ClaimNumber
  ) async throws {
    guard let open = try await store.pended(number) else { return }
    let pends = open.record.reasons.compactMap { PendReason(rawValue: $0.reason) }
    let common = pends.map { Set($0.denials) }
      .reduce(pends.first.map { Set($0.denials) } ?? []) { $0.intersection($1) }
    guard let reason = Reason(rawValue: request.reason), common.contains(reason) else {
      let names = common.map(\.rawValue).sorted().joined(separator: ", ")
      throw GatewayErrors.invalid(
        "reason",
        names.isEmpty
          ? "A claim pended for this cannot be denied by hand; evaluate it again."
          : "Deny with one of: \(names).")
    }
  }
}
