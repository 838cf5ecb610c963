import ClaimRules
import Domain
import DomainMessages
import Logging
import Messages
import Protobuf
import RPC
import ServiceProcess
import TLS

/// Answers `hmo.claim.v1.ClaimService`.
struct ClaimHandler: ClaimV1.ClaimServiceHandler {
  let store: ClaimStore
  let claims: OpenClaims
  var intake: ClaimIntake
  let summaries: ClaimSummaries
  let papers: PaperDesk
  var usage = AcceptedUsage.any
  let people: PeopleRoster
  let replay: ClaimReplay
  let whatIf: ClaimWhatIf
  let log: Logger

  func submitClaim(
    _ request: ClaimV1.SubmitClaimRequest, context: RPCContext
  ) async throws -> ClaimV1.SubmitClaimResponse {
    guard let claim = request.claim else {
      throw GatewayErrors.invalid("claim", "Send the claim.")
    }
    guard (1...100).contains(request.requestID.utf8.count) else {
      throw GatewayErrors.invalid("request_id", "Name the submission with 1 to 100 characters.")
    }
    let key = "rpc:\(context.peer.identity.uri):\(request.requestID)"
    return try await RPCError.mapping {
      switch try await intake.submit(
        claim, key: key, from: context.peer.identity.uri, trace: context.trace)
      {
      case .accepted(let number):
        return try await answerNew(number, request.waitFor, context)
      case .voiding(let number):
        return try await answer(number, request.waitFor, false, context)
      case .repeated(let number):
        return try await answer(number, request.waitFor, true, context)
      case .keyReused:
        throw GatewayErrors.keyReused
      case .refused(let faults):
        throw GatewayErrors.refused(faults)
      }
    }
  }

  /// Answers for a claim that was stored now: from memory, unless it waits for a person.
  private func answerNew(
    _ number: ClaimNumber, _ waitFor: ClaimV1.WaitFor, _ context: RPCContext
  ) async throws -> ClaimV1.SubmitClaimResponse {
    guard let claim = claims.claim(number) else {
      return try await answer(number, waitFor, false, context)
    }
    if waitFor == .decided {
      await DecisionWait(claims: claims).wait(for: number, until: context.deadline)
    }
    let followed = FollowedClaim(claim, of: context.peer.identity.uri)
    guard let summary = summaries.summary(of: followed) else {
      return try await answer(number, .accepted, false, context)
    }
    var response = ClaimV1.SubmitClaimResponse()
    response.summary = summary
    response.decision = claim.decision
    return response
  }

  private func answer(
    _ number: ClaimNumber, _ waitFor: ClaimV1.WaitFor, _ isRepeated: Bool, _ context: RPCContext
  ) async throws -> ClaimV1.SubmitClaimResponse {
    if waitFor == .decided {
      await DecisionWait(claims: claims).wait(for: number, until: context.deadline)
    }
    guard let outcome = try await store.outcome(number) else { throw GatewayErrors.noSuchClaim }
    var response = ClaimV1.SubmitClaimResponse()
    response.summary = summaries.summary(of: outcome.listed)
    response.decision = outcome.decided?.decision
    response.isRepeated = isRepeated
    return response
  }

  func submitFile(
    requests: RPCRequestStream<ClaimV1.SubmitFileRequest>,
    responses: RPCResponseWriter<ClaimV1.SubmitFileResponse>, context: RPCContext
  ) async throws {
    try await RPCError.mapping {
      var log = log
      log[metadataKey: "trace_id"] = "\(context.trace.id)"
      var file = FileSubmission(
        file: FileIntake(
          intake: intake, inquiries: InquiryAnswers(store: store),
          submitter: context.peer.identity.uri, trace: context.trace, usage: usage, log: log,
          checkCaller: { [people] in
            _ = try ClaimReader(context, people, for: ClaimV1.ClaimService.submitFile)
          }),
        claims: claims, summaries: summaries, store: store, responses: responses,
        deadline: context.deadline, machine: intake.machine)
      try await file.run(requests)
    }
  }

  func getClaim(
    _ request: ClaimV1.GetClaimRequest, context: RPCContext
  ) async throws -> ClaimV1.GetClaimResponse {
    let number = try known(request.claimID)
    return try await RPCError.mapping {
      let reader = try ClaimReader(context, people, for: ClaimV1.ClaimService.getClaim)
      guard let summary = try await summaries.summary(of: number, for: reader),
        let record = try await store.acceptedRecord(number)
      else { throw GatewayErrors.noSuchClaim }
      var response = ClaimV1.GetClaimResponse()
      response.summary = summary
      response.claim = record.claim
      response.decision = try await store.decidedRecord(number)?.decision
      return response
    }
  }

  func listClaims(
    _ request: ClaimV1.ListClaimsRequest, context: RPCContext
  ) async throws -> ClaimV1.ListClaimsResponse {
    let after = try PageToken.read(request.pageToken)
    let size = try PageToken.size(request.pageSize)
    return try await RPCError.mapping {
      let reader = try ClaimReader(context, people, for: ClaimV1.ClaimService.listClaims)
      let page = try await store.list(
        after: after, limit: size, state: request.state, submitter: reader.submitter)
      var response = ClaimV1.ListClaimsResponse()
      response.claims = page.map { summaries.summary(of: $0) }
      response.nextPageToken = page.count == size ? page.last?.number.text ?? "" : ""
      return response
    }
  }

  func explainClaim(
    _ request: ClaimV1.ExplainClaimRequest, context: RPCContext
  ) async throws -> ClaimV1.ExplainClaimResponse {
    let number = try known(request.claimID)
    return try await RPCError.mapping {
      let reader = try ClaimReader(context, people, for: ClaimV1.ClaimService.explainClaim)
      guard let summary = try await summaries.summary(of: number, for: reader),
        let accepted = try await store.acceptedRecord(number)
      else { throw GatewayErrors.noSuchClaim }
      var response = ClaimV1.ExplainClaimResponse()
      response.summary = summary
      let explanations = LineExplanations(accepted)
      if let decided = try await store.decidedRecord(number) {
        response.decision = decided.decision
        response.trace = decided.trace
        response.codeSets = try await store.factsOfDecision(number)?.codeSets ?? []
        let reversal = try await store.reversal(of: number)
        response.lines = explanations.lines(
          of: decided, takenBackBy: reversal.map { $0.takeBack(summary) })
        if let reversal { response.takeBack(by: reversal) }
      } else if let pended = try await store.pended(number) {
        response.trace = pended.record.trace
        response.lines = explanations.lines(of: pended.record.pends)
      }
      return response
    }
  }

  /// The number that `text` is; any text that is none names no claim.
  func known(_ text: String) throws(RPCError) -> ClaimNumber {
    guard let number = ClaimNumber(text) else { throw GatewayErrors.noSuchClaim }
    return number
  }
}

extension ClaimV1.ExplainClaimResponse {
  /// Shows the reversal in place of the decision.
  fileprivate mutating func takeBack(by reversal: ClaimV1.DecidedRecord) {
    decision = reversal.decision
    trace += reversal.trace
    for index in lines.indices {
      let words = lines[index].steps.last?.words ?? ""
      lines[index].why.insert(words, at: 0)
      lines[index].whatWouldChangeIt = []
    }
  }
}

extension ClaimV1.DecidedRecord {
  /// Says what took a claim back: a void, or the claim that stands in its place.
  fileprivate func takeBack(_ summary: ClaimV1.ClaimSummary) -> DecisionExplanation.TakeBack {
    let what =
      summary.standingClaimID.isEmpty ? "Voided" : "Replaced by \(summary.standingClaimID)"
    let steps = (try? TraceStep.list(trace + (decision?.trace ?? []))) ?? []
    return DecisionExplanation.TakeBack(
      rule: steps.first { $0.before != nil }?.rule,
      words: "\(what): everything of it was taken back to the cent.")
  }
}
