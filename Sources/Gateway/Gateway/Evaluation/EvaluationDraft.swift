import ClaimRules
import Domain
import DomainMessages
import Messages
import Protobuf
import RPC

/// A claim on its way to a decision that is not posted.
struct EvaluationDraft {
  private let claim: ClaimStore.EvaluatedClaim
  private let changes: ClaimChanges
  private let services: Evaluations
  private let isTakenBack: Bool
  /// What is known of the claim with its changes.
  private(set) var run: ClaimRun
  /// What was read again and from which amounts was counted.
  private(set) var notes: [String] = []
  /// Whether coverage and contract were asked again.
  private var isReadAgain = false
  /// Whether the amounts of now count.
  private var countsFromNow = false

  init(
    _ claim: ClaimStore.EvaluatedClaim, _ changes: ClaimChanges, _ services: Evaluations,
    isTakenBack: Bool
  ) {
    self.claim = claim
    self.changes = changes
    self.services = services
    self.isTakenBack = isTakenBack
    run = ClaimRun(claim: OpenClaim(claim.record, now: claim.record.acceptedAt))
  }

  // MARK: Claim

  /// Changes what was submitted.
  mutating func changeClaim() throws(RPCError) {
    let original = claim.record.accepted.claim ?? .init()
    var accepted = claim.record.accepted
    accepted.claim = try changes.applied(to: original, received: claim.record.receivedAt.day)
    let others = changes.linesOfOtherService(in: original)
    let repeated = Set(accepted.duplicateLines).union(accepted.possibleDuplicateLines)
    if !others.isDisjoint(with: repeated) {
      notes.append("Whether a changed line repeats another one was not looked at.")
    }
    accepted.duplicateLines.removeAll(where: others.contains)
    accepted.possibleDuplicateLines.removeAll(where: others.contains)
    run = ClaimRun(
      claim: OpenClaim(claim.record.with(accepted), now: claim.record.acceptedAt))
  }

  // MARK: Reads

  /// Takes the stored facts, or asks for those of now, and sets other fees.
  mutating func readFacts() async throws {
    isReadAgain = changes.needsReading || claim.record.facts == nil
    if isReadAgain {
      guard !isTakenBack else { throw EvaluationDraft.takenBack }
      run.coverage = try await coverage()
      run.contract = try await contract()
      notes.append("Coverage and contract are those on file now.")
    }
    run.contract = try changes.applied(to: run.contract)
    countsFromNow = claim.decided == nil || changes.movesDay || isCoverageOther
    notes.append(
      countsFromNow
        ? "Running amounts are those of now, without what this claim added."
        : "Running amounts are those from which the claim was decided.")
    if countsFromNow, isTakenBack { throw EvaluationDraft.takenBack }
  }

  private func coverage() async throws -> EligibilityV1.CoverageAnswer {
    let result = try await services.coverage(run.coverageQuestion)
    switch result.result {
    case .answer(let answer): return answer
    case .refusal(let refusal): throw RPCError(notEvaluated: refusal)
    case nil: throw GatewayErrors.answerEmpty
    }
  }

  private func contract() async throws -> NetworkV1.ContractAnswer {
    let question = run.contractQuestion
    guard !question.lines.isEmpty else { return .init() }
    let result = try await services.contract(question)
    switch result.result {
    case .answer(let answer): return answer
    case .refusal(let refusal): throw RPCError(notEvaluated: refusal)
    case nil: throw GatewayErrors.answerEmpty
    }
  }

  /// Whether the coverage that counts is another than the one on which the claim was decided.
  private var isCoverageOther: Bool {
    func bytes(_ answer: EligibilityV1.CoverageAnswer?) -> [UInt8] {
      var copy = answer?.withoutTrace ?? .init()
      copy.feedPosition = 0
      return copy.protobufBytes()
    }
    return isReadAgain && bytes(run.coverage) != bytes(claim.record.facts?.coverage)
  }

  /// Screens the changed claim by the rules and code sets of now.
  mutating func screen(_ codes: CodeBook) throws {
    var findings = claim.findings
    for line in changes.linesWithFee(in: claim.record.accepted.claim ?? .init())
    where findings.reasons[line] == .rateMissing {
      findings.reasons[line] = nil
    }
    try run.screen(findings, codes)
  }

  // MARK: Authorization

  /// Takes the stored answer of authorization, or asks what it would answer now, and sets other
  /// outcomes.
  mutating func readHold() async throws {
    let needs = run.facts.holdLines
    var answer: AuthorizationV1.HoldAnswer?
    if !needs.isEmpty {
      if let stored = storedHold, needs == claim.record.facts?.holdLines, !isReadAgain {
        answer = stored
      } else {
        guard !isTakenBack else { throw EvaluationDraft.takenBack }
        answer = try await services.hold(hold)
        notes.append("Authorizations and referrals are those on file now.")
      }
    }
    run.holdAnswer = try changes.applied(to: answer, needs: needs)
    if changes.changesHold {
      notes.append("An approved authorization is taken to have all units of its line left.")
    }
    run.pends = try run.pendsAfterHold()
  }

  private var storedHold: AuthorizationV1.HoldAnswer? {
    claim.decided.flatMap { try? StoredDecision($0, claim.record.facts).hold }
  }

  /// The hold to ask about: for a decided claim one that would take the place of its own.
  private var hold: AuthorizationV1.Hold {
    var hold = run.hold
    guard let decided = claim.decided else { return hold }
    hold.replacedHoldKey = decided.takesUnits ? run.hold.key : nil
    hold.key = run.keys.replacement.key(attempt: 1, step: "hold")
    return hold
  }

  // MARK: Decision

  /// Asks payment what it would decide.
  mutating func decide() async throws {
    var adjudication = run.adjudication
    if countsFromNow, claim.decided != nil {
      let own = run.keys
      adjudication.key = own.replacement.key(attempt: 1, step: "adjudicate")
      adjudication.replaces = .with {
        $0.version = own.version
        $0.reason = .providerReplacement
      }
    }
    let (sequestration, countsFromNow) = (changes.sequestration, countsFromNow)
    let decided = claim.decided?.decision
    run.decision = try await services.adjudication(
      .with {
        $0.adjudication = adjudication
        $0.sequestrationBasisPoints = sequestration
        $0.readsAmounts = countsFromNow
        if !countsFromNow { $0.start(from: decided) }
      })
  }

  private static let takenBack = RPCError(
    .failedPrecondition,
    "The claim was taken back, so that it cannot be decided from what is on file now. "
      + "Ask for the claim that stands in its place, or leave the facts as they were.",
    reason: "CLAIM_TAKEN_BACK")
}

extension RPCError {
  /// A service does not answer for this claim.
  fileprivate init(notEvaluated refusal: TypeV1.ItemRefusal) {
    self.init(.failedPrecondition, refusal.message, reason: refusal.reason)
  }
}

extension ClaimStore.OpenRecord {
  /// The same with another claim.
  fileprivate func with(_ accepted: ClaimV1.AcceptedRecord) -> ClaimStore.OpenRecord {
    ClaimStore.OpenRecord(
      number: number, acceptedAt: acceptedAt, memberID: memberID, days: days, accepted: accepted,
      factsAttempt: factsAttempt, facts: facts, areFactsStale: areFactsStale,
      pendedAttempt: pendedAttempt, link: link, trace: trace)
  }
}
