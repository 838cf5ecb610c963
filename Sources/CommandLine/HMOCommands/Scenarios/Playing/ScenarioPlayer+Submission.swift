import Messages
import Protobuf
import RPC

extension ScenarioPlayer {
  /// Submits a claim under one key, over as many connections at once as the step says.
  mutating func submit(
    _ claim: JSONValue, _ step: ScenarioStep, _ requestID: String, _ observed: inout ObservedStep
  ) async throws {
    let label = claim["patientControlNumber"]?.text ?? ""
    let request = ClaimV1.SubmitClaimRequest.with {
      $0.requestID = requestID
      $0.waitFor = .decided
    }
    let message = try ProtobufJSON.decode(
      ClaimV1.Claim.self, json: claim.compact, pool: MessagesDescriptors.pool)
    do {
      for answer in try await answers(to: request.with(message), step) {
        note(label, answer.summary, isRepeated: answer.isRepeated, &observed)
      }
    } catch let error as RPCError {
      try observed.refuse(label, error)
    }
  }

  /// Notes the number that a caller was given.
  mutating func note(
    _ label: String, _ summary: ClaimV1.ClaimSummary?, isRepeated: Bool,
    _ observed: inout ObservedStep
  ) {
    guard let claimID = summary?.claimID else { return }
    if numbers[label] == nil { numbers[label] = claimID }
    if isRepeated { observed.repeatedCount += 1 }
    observed.claimNumbers.insert(claimID)
    observed.concern(label)
  }

  /// What each connection is answered: that of the suite, and others that are made for it.
  private func answers(
    to request: ClaimV1.SubmitClaimRequest, _ step: ScenarioStep
  ) async throws -> [ClaimV1.SubmitClaimResponse] {
    var others: [RPCClient] = []
    for _ in 1..<step.connections {
      others.append(try suite.connect("gateway", as: step.identity))
    }
    let clients = [try suite.client("gateway", as: step.identity)] + others
    let result: Result<[ClaimV1.SubmitClaimResponse], any Error>
    do {
      result = .success(try await ScenarioPlayer.answers(to: request, over: clients))
    } catch {
      result = .failure(error)
    }
    for client in others { await client.close() }
    return try result.get()
  }

  private static func answers(
    to request: ClaimV1.SubmitClaimRequest, over clients: [RPCClient]
  ) async throws -> [ClaimV1.SubmitClaimResponse] {
    try await withThrowingTaskGroup(of: ClaimV1.SubmitClaimResponse.self) { group in
      for client in clients {
        group.addTask {
          try await ClaimV1.ClaimServiceClient(client: client).submitClaim(
            request, options: ScenarioPlayer.options)
        }
      }
      var answers: [ClaimV1.SubmitClaimResponse] = []
      for try await answer in group { answers.append(answer) }
      return answers
    }
  }
}

extension ClaimV1.SubmitClaimRequest {
  fileprivate func with(_ claim: ClaimV1.Claim) -> ClaimV1.SubmitClaimRequest {
    var request = self
    request.claim = claim
    return request
  }
}
