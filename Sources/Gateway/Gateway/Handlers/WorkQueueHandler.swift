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
  let people: PeopleRoster

  func listPended(
    _ request: ClaimV1.ListPendedRequest, context: RPCContext
  ) async throws -> ClaimV1.ListPendedResponse {
    let after = try PageToken.read(request.pageToken)
    let size = try PageToken.size(request.pageSize)
    let due = request.isDueOnly ? clock.now : nil
    return try await RPCError.mapping {
      let page = try await store.listPended(
        after: after, limit: size, owner: request.owner, due: due)
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
      let reader = try ClaimReader(
        context, people, for: ClaimV1.WorkQueueService.decidePended)
      guard let listed = try await store.listed(number) else { throw GatewayErrors.noSuchClaim }
      if let open = listed.pended {
        try check(request, against: open, isReplacement: listed.reason == .providerReplacement)
      }
      let decision = ClaimStore.PersonDecision(
        requestID: "\(context.peer.identity.uri) \(request.requestID)",
        attempt: listed.pended?.attempt ?? 0,
        action: WorkQueueHandler.name(of: request.action), reason: request.reason,
        note: request.note, decidedBy: context.peer.identity.uri, decidedAt: clock.now)
      switch try await store.record(decision, on: number) {
      case .recorded, .repeated:
        claims.leaveBehind(number)
      case .keyReused:
        throw GatewayErrors.keyReused
      case .notPended:
        throw GatewayErrors.notPended
      }
      var response = ClaimV1.DecidePendedResponse()
      response.summary = try await summaries.summary(of: number, for: reader)
      return response
    }
  }

  private func check(_ request: ClaimV1.DecidePendedRequest) throws(RPCError) {
    guard (1...100).contains(request.requestID.utf8.count) else {
      throw GatewayErrors.invalid("request_id", "Name the decision with 1 to 100 characters.")
    }
    guard !WorkQueueHandler.name(of: request.action).isEmpty else {
      throw GatewayErrors.invalid("action", "Choose to evaluate again, to deny or to proceed.")
    }
    guard request.reason.utf8.count <= 50 else {
      throw GatewayErrors.invalid("reason", "A reason is one of the names that the claim shows.")
    }
    guard request.note.utf8.count <= 2_000 else {
      throw GatewayErrors.invalid("note", "A note has at most 2,000 characters.")
    }
  }

  private static func name(of action: ClaimV1.PendedAction) -> String {
    switch action {
    case .evaluateAgain: "evaluate_again"
    case .deny: "deny"
    case .proceed: "proceed"
    default: ""
    }
  }

  private func check(
    _ request: ClaimV1.DecidePendedRequest, against open: ClaimStore.PendedTask,
    isReplacement: Bool
  ) throws(RPCError) {
    switch request.action {
    case .deny:
      try checkDenial(request, open.record, isReplacement: isReplacement)
      let isEarly =
        request.reason == Reason.attachmentMissing.rawValue
        && clock.now < open.papersDueAt ?? open.dueAt
      guard !isEarly else {
        throw RPCError(
          .failedPrecondition, "The promised papers are not due yet.", reason: "PAPERS_NOT_DUE")
      }
    case .proceed:
      guard !open.record.overrulable.isEmpty else {
        throw GatewayErrors.invalid(
          "action", "Nothing that this claim waits for may be overruled; see its reasons.")
      }
    default: break
    }
  }

  /// A denial needs a reason that fits at least one line; it denies the lines that it fits, and the
  /// others stay pended. A replacement may always be refused whole, which leaves its original as it is.
  private func checkDenial(
    _ request: ClaimV1.DecidePendedRequest, _ open: ClaimV1.PendedRecord, isReplacement: Bool
  ) throws(RPCError) {
    var fitting = Set(
      open.reasons.compactMap { PendReason(rawValue: $0.reason) }.flatMap(\.denials))
    if isReplacement { fitting.insert(.replacementNotTaken) }
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
