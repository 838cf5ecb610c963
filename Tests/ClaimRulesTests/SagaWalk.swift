import ClaimRules

/// Everything that can happen to a claim.
enum SagaInput: Hashable, CaseIterable {
  case factsRead, factsReadNeedingHold, factsReadToPend
  case factsRecorded
  case held, heldToPend
  case refused
  case attemptEnded
  case adjudicated
  case withdrawn, withdrawnDecided
  case settled
  case released
  case decisionRecorded, pendRecorded
  /// A change is reported and its mark stored.
  case factsChanged
  /// A change is reported and its mark is not stored yet when the process ends.
  case factsChangedUnstored
  case restarted
}

/// A claim with the world around it: what is stored, what authorization holds, what payment did.
///
/// The world does what each step says, keeps what the stores would keep, and answers a repeated call
/// as it was answered before. What breaks a promise is written down as a violation.
struct SagaWalk: Hashable {
  private(set) var saga = ClaimSaga()
  private(set) var violations: [String] = []
  /// Whether the claim came to rest.
  private(set) var isRecorded = false

  /// The attempt whose facts were stored last, and whether it asks authorization.
  private var storedAttempt = 0
  private var isStoredHoldNeeded = false
  /// The attempts that were marked stale, and whose mark was stored.
  private var staleAttempts: Set<Int> = []

  /// The attempt for which units may be reserved.
  private(set) var heldAttempt: Int?
  /// The attempts whose hold was given back.
  private var releasedAttempts: Set<Int> = []

  /// The attempt in which payment was asked and neither refused nor gave up: it may have decided.
  private var maybePaidAttempt: Int?
  /// Whether payment is known to have decided.
  private var isPaid = false
  /// The attempts that payment gave up.
  private var withdrawnAttempts: Set<Int> = []
  /// The attempts in which this process asked payment.
  private var adjudicatedAttempts: Set<Int> = []

  /// The walk after `input`, or the same walk when `input` cannot happen.
  func after(_ input: SagaInput) -> SagaWalk {
    guard isPossible(input) else { return self }
    var next = self
    switch input {
    case .factsChanged: next.change(isStored: true)
    case .factsChangedUnstored: next.change(isStored: false)
    case .restarted: next.restart()
    default: next.take(input)
    }
    return next
  }

  /// What was held stays held, what was given back or given up stays so, what was paid stays paid.
  private func isPossible(_ input: SagaInput) -> Bool {
    let isReleased = releasedAttempts.contains(saga.attempt)
    let isWithdrawn = withdrawnAttempts.contains(saga.attempt)
    switch input {
    case .held: return !isReleased
    case .heldToPend: return !isReleased && maybePaidAttempt == nil
    case .adjudicated: return !isWithdrawn
    case .refused:
      guard saga.state == .adjudicating else { return true }
      return !isPaid && !isWithdrawn
    case .attemptEnded: return saga.state == .holding ? isReleased : isWithdrawn
    case .withdrawn: return !isPaid
    case .withdrawnDecided: return maybePaidAttempt == saga.attempt
    case .restarted: return !isRecorded
    case .factsRead, .factsReadNeedingHold, .factsReadToPend, .factsRecorded, .settled, .released,
      .decisionRecorded, .pendRecorded, .factsChanged, .factsChangedUnstored:
      return true
    }
  }

  private mutating func take(_ input: SagaInput) {
    let before = saga
    let step = apply(input)
    guard step != .report else {
      expect(saga == before, "an unfit input changed the state")
      return
    }
    note(input, before)
    judge(step, before)
  }

  private mutating func apply(_ input: SagaInput) -> ClaimSaga.OnStep {
    switch input {
    case .factsRead: saga.onFactsRead(mustPend: false, isHoldNeeded: false)
    case .factsReadNeedingHold: saga.onFactsRead(mustPend: false, isHoldNeeded: true)
    case .factsReadToPend: saga.onFactsRead(mustPend: true, isHoldNeeded: true)
    case .factsRecorded: saga.onFactsRecorded()
    case .held: saga.onHeld(mustPend: false)
    case .heldToPend: saga.onHeld(mustPend: true)
    case .refused: saga.onRefused()
    case .attemptEnded: saga.onAttemptEnded()
    case .adjudicated: saga.onAdjudicated()
    case .withdrawn: saga.onWithdrawn(isDecided: false)
    case .withdrawnDecided: saga.onWithdrawn(isDecided: true)
    case .settled: saga.onSettled()
    case .released: saga.onReleased()
    case .decisionRecorded: saga.onDecisionRecorded()
    case .pendRecorded: saga.onPendRecorded()
    case .factsChanged, .factsChangedUnstored, .restarted: .report
    }
  }

  /// What the world keeps of an input that fitted.
  private mutating func note(_ input: SagaInput, _ before: ClaimSaga) {
    switch input {
    case .factsRecorded:
      storedAttempt = before.attempt
      isStoredHoldNeeded = before.isHoldNeeded
    case .settled: heldAttempt = nil
    case .released:
      heldAttempt = nil
      releasedAttempts.insert(before.attempt)
    case .adjudicated, .withdrawnDecided: isPaid = true
    case .withdrawn:
      maybePaidAttempt = nil
      withdrawnAttempts.insert(before.attempt)
    case .refused where before.state == .adjudicating: maybePaidAttempt = nil
    case .decisionRecorded, .pendRecorded: isRecorded = true
    case .factsRead, .factsReadNeedingHold, .factsReadToPend, .held, .heldToPend, .refused,
      .attemptEnded, .factsChanged, .factsChangedUnstored, .restarted:
      break
    }
  }

  private mutating func judge(_ step: ClaimSaga.OnStep, _ before: ClaimSaga) {
    if saga.attempt != before.attempt {
      expect(saga.attempt == before.attempt + 1, "an attempt was skipped")
      expect(heldAttempt == nil, "a new attempt began while units are held")
      expect(maybePaidAttempt == nil, "a new attempt began although payment may have decided")
    }
    if isPaid {
      let forward: Set<ClaimSaga.OnStep> = [
        .hold, .adjudicate, .withdraw, .settle, .returnUnits, .recordDecision, .finish,
      ]
      expect(forward.contains(step), "the claim went back after payment decided")
    }
    switch step {
    case .hold:
      expect(!saga.areFactsStale, "units are reserved for stale facts")
      if !releasedAttempts.contains(saga.attempt) { heldAttempt = saga.attempt }
    case .adjudicate: judgeAdjudication()
    case .release:
      expect(maybePaidAttempt == nil, "units are given back although payment may have decided")
    case .recordPend:
      expect(heldAttempt == nil, "a claim came to rest with units held")
      expect(maybePaidAttempt == nil, "a person is asked although payment may have decided")
    case .recordDecision:
      expect(heldAttempt == nil, "a claim came to rest with units held")
      expect(isPaid, "a decision is stored that payment did not make")
    case .readFacts: expect(heldAttempt == nil, "facts are read while units are held")
    case .settle, .returnUnits: expect(isPaid, "units move before payment decided")
    case .recordFacts, .withdraw, .finish, .report: break
    }
  }

  private mutating func judgeAdjudication() {
    expect(!saga.areFactsStale, "payment is asked with stale facts")
    expect(storedAttempt == saga.attempt, "payment is asked before the facts are stored")
    expect(!saga.isHoldNeeded || heldAttempt == saga.attempt, "payment is asked without units")
    expect(
      maybePaidAttempt == nil || maybePaidAttempt == saga.attempt,
      "payment is asked in a second attempt although it may have decided the first")
    expect(
      adjudicatedAttempts.insert(saga.attempt).inserted, "payment is asked twice in an attempt")
    if !withdrawnAttempts.contains(saga.attempt) { maybePaidAttempt = saga.attempt }
  }

  private mutating func change(isStored: Bool) {
    let isMarked = saga.onFactsChanged()
    if isMarked, isStored { staleAttempts.insert(saga.attempt) }
  }

  /// The process ends and begins again with what is stored.
  private mutating func restart() {
    adjudicatedAttempts = []
    saga =
      storedAttempt == 0
      ? ClaimSaga()
      : .resuming(
        attempt: storedAttempt, isHoldNeeded: isStoredHoldNeeded,
        areFactsStale: staleAttempts.contains(storedAttempt))
  }

  private mutating func expect(_ condition: Bool, _ violation: String) {
    if !condition { violations.append(violation) }
  }
}
