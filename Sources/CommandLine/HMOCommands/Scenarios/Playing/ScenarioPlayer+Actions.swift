import Messages
import Protobuf
import RPC

extension ScenarioPlayer {
  /// Does what a step says and notes what follows.
  mutating func act(
    _ step: ScenarioStep, number: Int, _ observed: inout ObservedStep
  ) async throws {
    let gateway = try suite.client("gateway", as: step.identity)
    let requestID = "step-\(number)"
    switch step.action {
    case .wait: break
    case .submit(let claims):
      for (index, claim) in claims.enumerated() {
        try await submit(claim, step, "\(requestID)-\(index + 1)", &observed)
      }
    case .submitFile(let bytes): try await submit(bytes, gateway, &observed)
    case .load(let reference): try await load(reference)
    case .closeRun: try await closeRun(step, requestID, gateway, &observed)
    case .settleWithhold(let request): try await settleWithhold(request, step, requestID, &observed)
    case .settleRisk(let request): try await settleRisk(request, step, requestID, &observed)
    case .settleCapitation(let request):
      try await settleCapitation(request, step, requestID, &observed)
    case .void(let claim):
      observed.concern(claim)
      do {
        _ = try await ClaimV1.ClaimServiceClient(client: gateway).voidClaim(
          .with {
            $0.requestID = requestID
            $0.claimID = self.number(of: claim)
            $0.waitFor = .decided
          }, options: ScenarioPlayer.options)
      } catch let error as RPCError {
        try observed.refuse(claim, error)
      }
    case .decide, .assign, .attachment:
      try await actOnPended(step.action, requestID, gateway, &observed)
    }
  }

  /// The payer's number of a claim that is named by the provider's, or by the payer's itself.
  private func number(of claim: String) -> String {
    numbers[claim] ?? claim
  }

  private mutating func submit(
    _ bytes: [UInt8], _ gateway: RPCClient, _ observed: inout ObservedStep
  ) async throws {
    let events = try await FileUpload(bytes: bytes).send(
      over: gateway, options: ScenarioPlayer.options)
    var documents = DocumentsInMemory()
    for event in events {
      switch event {
      case .claim(let claim):
        note(
          claim.summary?.patientControlNumber ?? "", claim.summary, isRepeated: claim.isRepeated,
          &observed)
      case .refusal(let refusal):
        observed.refuse(refusal.patientControlNumber, refusal.faults.map(\.rule))
      case .fault(let fault): observed.refuse("file", [fault.rule])
      case .document(let part): try documents.add(part)
      case .summary: continue
      }
    }
    observed.documents = documents.values
  }

  private func actOnPended(
    _ action: ScenarioAction, _ requestID: String, _ gateway: RPCClient,
    _ observed: inout ObservedStep
  ) async throws {
    let queue = ClaimV1.WorkQueueServiceClient(client: gateway)
    let options = ScenarioPlayer.options
    do {
      switch action {
      case .decide(let claim, let action, let reason, let note):
        observed.concern(claim)
        _ = try await queue.decidePended(
          .with {
            $0.requestID = requestID
            $0.claimID = number(of: claim)
            $0.action = ScenarioPlayer.actions[action] ?? .unspecified
            $0.reason = reason
            $0.note = note
          }, options: options)
      case .assign(let claim, let owner):
        observed.concern(claim)
        _ = try await queue.assignPended(
          .with {
            $0.requestID = requestID
            $0.claimID = number(of: claim)
            $0.owner = owner
          }, options: options)
      case .attachment(let claim, let controlNumber, let content, let mediaType):
        observed.concern(claim)
        _ = try await ClaimV1.ClaimServiceClient(client: gateway).recordAttachment(
          .with {
            $0.requestID = requestID
            $0.claimID = number(of: claim)
            $0.controlNumber = controlNumber
            $0.digest = SHA256.digest(of: Array(content.utf8))
            $0.mediaType = mediaType
            $0.size = Int64(content.utf8.count)
          }, options: options)
      default: break
      }
    } catch let error as RPCError {
      try observed.refuse(observed.labels.last ?? "", error)
    }
  }

  private static let actions: [String: ClaimV1.PendedAction] = [
    "evaluate_again": .evaluateAgain, "deny": .deny, "proceed": .proceed,
  ]
}
