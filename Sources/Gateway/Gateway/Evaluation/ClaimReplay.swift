import ClaimRules
import Domain
import DomainMessages
import Messages
import Protobuf
import RPC

/// Decides claims again from their stored facts, by the rules, code sets and tables of now, and says
/// where the decisions part. Nothing is held, posted or stored.
struct ClaimReplay: Sendable {
  let store: ClaimStore
  let services: Evaluations
  let codes: CodeBooks
  var constants = ScreeningConstants.standard

  /// Replays one claim.
  ///
  /// - Throws: The store's errors, and those of calls that were not answered; what payment refuses is
  ///   a difference.
  func replay(_ number: ClaimNumber) async throws -> ClaimV1.ReplayClaimResponse {
    guard let claim = try await store.evaluatedClaim(number) else {
      throw GatewayErrors.noSuchClaim
    }
    guard let decided = claim.decided else { return notReplayed(number, "It is not decided.") }
    let stored: StoredDecision
    do throws(StoredDecision.Gap) {
      stored = try StoredDecision(decided, claim.record.facts)
    } catch {
      return notReplayed(number, error.rawValue)
    }
    do {
      return answer(number, try await differences(claim, stored))
    } catch is MessageError {
      return notReplayed(number, "Its stored facts cannot be read.")
    }
  }

  private func notReplayed(_ number: ClaimNumber, _ why: String) -> ClaimV1.ReplayClaimResponse {
    .with {
      $0.claimID = number.text
      $0.outcome = .notReplayed
      $0.whyNot = why
    }
  }

  private func answer(
    _ number: ClaimNumber, _ differences: [DecisionDifference]
  ) -> ClaimV1.ReplayClaimResponse {
    .with {
      $0.claimID = number.text
      $0.outcome = differences.isEmpty ? .agrees : .disagrees
      $0.differences = differences.map(ClaimV1.ReplayDifference.init)
    }
  }

  // MARK: Deciding

  private func differences(
    _ claim: ClaimStore.EvaluatedClaim, _ stored: StoredDecision
  ) async throws -> [DecisionDifference] {
    let run = ClaimRun(claim: OpenClaim(claim.record, now: claim.record.acceptedAt))
    try run.screen(claim.findings, codes.current, constants)
    guard run.pends.isEmpty, run.facts.holdLines == stored.facts.holdLines else {
      return try screened(run, stored)
    }
    run.holdAnswer = stored.hold
    let pends = try run.pendsAfterHold()
    guard pends.isEmpty else { return pends.map(DecisionDifference.init) }
    do {
      run.decision = try await services.adjudication(request(run, stored))
    } catch let error as RPCError where error.code == .failedPrecondition {
      return [DecisionDifference(refusal: error)]
    }
    return try compared(run, stored)
  }

  private func request(
    _ run: ClaimRun, _ stored: StoredDecision
  ) -> PaymentV1.EvaluateAdjudicationRequest {
    .with {
      $0.adjudication = run.adjudication
      $0.start(from: stored.record.decision)
    }
  }

  // MARK: Comparing

  /// Where screening parts; nothing behind it was decided again.
  private func screened(
    _ run: ClaimRun, _ stored: StoredDecision
  ) throws -> [DecisionDifference] {
    let found = DecisionComparison.differences(
      stored: .init(trace: try TraceStep.list(stored.facts.trace), lines: []),
      replayed: .init(trace: try TraceStep.list(run.facts.trace), lines: []))
    return found.isEmpty ? [.unnamed("what authorization was asked")] : found
  }

  private func compared(
    _ run: ClaimRun, _ stored: StoredDecision
  ) throws -> [DecisionDifference] {
    let record = run.decidedRecord
    let isSame =
      record.decidedBytes == stored.record.decidedBytes
      && run.facts.screenedBytes == stored.facts.screenedBytes
    guard !isSame else { return [] }
    let found = DecisionComparison.differences(
      stored: try DecisionComparison.Side(stored.record),
      replayed: try DecisionComparison.Side(record))
    return found.isEmpty ? [.unnamed("what was posted, or a sum")] : found
  }
}

extension PaymentV1.EvaluateAdjudicationRequest {
  /// Starts from the amounts from which `decision` was made.
  mutating func start(from decision: PaymentV1.ClaimDecision?) {
    balances = decision?.balancesBefore ?? []
    copayVisits = decision?.copayVisitsBefore ?? []
    limits = decision?.limitsBefore ?? []
    limitVisits = decision?.limitVisitsBefore ?? []
  }
}

extension DecisionComparison.Side {
  /// What a record decides, with every step of the way to it.
  init(_ record: ClaimV1.DecidedRecord) throws(MessageError) {
    self.init(
      trace: try TraceStep.list(record.trace),
      lines: try ClaimDecision(record.decision ?? .init()).lines)
  }
}

extension DecisionDifference {
  /// A decided claim that would wait for a person now.
  fileprivate init(_ pend: Pend) {
    self.init(
      line: pend.lineNumber, rule: nil, stored: "decided",
      replayed: "waits for a person: \(pend.reason.rawValue)")
  }

  /// A decided claim that payment refuses now.
  fileprivate init(refusal: RPCError) {
    self.init(
      line: 0, rule: nil, stored: "decided",
      replayed: "payment refuses it: \(refusal.reason), \(refusal.message)")
  }

  /// A difference in what no step and no line shows.
  fileprivate static func unnamed(_ what: String) -> DecisionDifference {
    DecisionDifference(line: 0, rule: nil, stored: what, replayed: "\(what), but other bytes")
  }
}

extension ClaimV1.ReplayDifference {
  fileprivate init(_ difference: DecisionDifference) {
    self.init()
    lineNumber = Int32(clamping: difference.lineNumber)
    rule = difference.rule?.name ?? ""
    stored = difference.stored
    replayed = difference.replayed
  }
}
