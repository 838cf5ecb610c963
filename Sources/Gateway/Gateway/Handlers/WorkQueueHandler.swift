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
      let open = try await store.pended(number)
      if request.action == .deny, let open { try checkDenial(request, open.record) }
      let decision = ClaimStore.PersonDecision(
        requestID: request.requestID, attempt: open?.attempt ?? 0,
        action: request.action == .deny ? "deny" : "evaluate_again", reason: request.reason,
        note: request.note, decidedBy: context.peer.identity.uri, decidedAt: clock.now)
      switch try await store.record(decision, on: number) {
      case .recorded:
        try await store.openClaim(number).map(claims.begin)
      case .repeated:
        break
      case .keyReused:
        throw GatewayErrors.keyReused
      case .notPended:
        throw RPCError(
          .failedPrecondition, "The claim does not wait for this decision any more.",
          reason: "NOT_PENDED")
      }
      var response = ClaimV1.DecidePendedResponse()
      response.summary = try await summaries.summary(of: number, for: ClaimReader(context))
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
    guard request.reason.utf8.count <= 50 else {
      throw GatewayErrors.invalid("reason", "A reason is one of the names that the claim shows.")
    }
    guard request.note.utf8.count <= 2_000 else {
      throw GatewayErrors.invalid("note", "A note has at most 2,000 characters.")
    }
  }

  /// A denial needs a reason that fits at least one line; it denies the lines that it fits, and the
  /// others stay pended.
  private func checkDenial(
    _ request: ClaimV1.DecidePendedRequest, _ open: ClaimV1.PendedRecord
  ) throws(RPCError) {
    let fitting = Set(
      open.reasons.compactMap { PendReason(rawValue: $0.reason) }.flatMap(\.denials))
    guard let reason = Reason(rawValue: request.reason), fitting.contains(reason) else {
      let names = fitting.map(\.rawValue).sorted().joined(separator: ", ")
      throw GatewayErrors.invalid(
        "reason",
        names.isEmpty
          ? "A claim pended for this cannot be denied by hand; evaluate it again."
          : "Deny with one of: \(names).")
    }
  }
}
