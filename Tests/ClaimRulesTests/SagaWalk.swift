import ClaimRules

/// Everything that can happen to a claim.
enum SagaInput: Hashable, CaseIterable {
  case factsRead, factsReadNeedingHold, factsReadToPend
  case factsRecorded
  case held, heldToPend
  case refused
  case adjudicated
  case settled
  case released
  case decisionRecorded, pendRecorded
  case factsChanged
  case restarted
}

/// A claim with what the world outside knows of it: stored records, the hold, and what was asked.
///
/// The world believes the saga: it does what each step says and keeps what the store would keep.
struct SagaWalk: Hashable {
  /// Enough changes to lead to a third attempt.
  private static let changesMax = 4

  private(set) var saga = ClaimSaga()
  /// The attempt whose facts were stored last, and whether it asks authorization.
  private(set) var storedAttempt = 0
  private(set) var isStoredHoldNeeded = false
  /// The position of the change feed, and the one that the facts reflect, as read and as stored.
  private(set) var position = 0
  private(set) var readPosition = 0
  private(set) var storedPosition = 0
  /// The position of the stored mark of each attempt whose facts a change made stale.
  private(set) var marks: [Int: Int] = [:]
  /// The attempt for which units may be reserved.
  private(set) var heldAttempt: Int?
  /// Attempts in which this process asked payment.
  private(set) var adjudicatedAttempts: Set<Int> = []
  private(set) var isCommitted = false
  /// The attempt in which payment was asked and has not refused: it may have decided and posted.
  private(set) var maybePaidAttempt: Int?
  /// Whether payment decided, whoever knows it.
  private(set) var isPaid = false
  private(set) var isRecorded = false
  private(set) var violations: [String] = []

  /// The walk after `input`.
  func after(_ input: SagaInput) -> SagaWalk {
    var next = self
    next.take(input)
    return next
  }

  private mutating func take(_ input: SagaInput) {
    let before = saga
    guard input != .restarted else {
      restart()
      return
    }
    guard input != .factsChanged else {
      change()
      return
    }
    guard isPossible(input) else { return }
    let step = apply(input)
    if step == .report {
      if saga != before { violations.append("an unfit input changed the state") }
      return
    }
    note(input, before)
    judge(step, before)
  }

  /// A repeated call has the answer that it had: what was held stays held, what was paid stays paid.
  private func isPossible(_ input: SagaInput) -> Bool {
    switch input {
    case .heldToPend: maybePaidAttempt == nil
    case .refused: !isPaid && (maybePaidAttempt == nil || saga.state == .adjudicating)
    case .factsRead, .factsReadNeedingHold, .factsReadToPend, .factsRecorded, .held, .adjudicated,
      .settled, .released, .decisionRecorded, .pendRecorded, .factsChanged, .restarted:
      true
    }
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
    case .adjudicated: saga.onAdjudicated()
    case .settled: saga.onSettled()
    case .released: saga.onReleased()
    case .decisionRecorded: saga.onDecisionRecorded()
    case .pendRecorded: saga.onPendRecorded()
    case .factsChanged, .restarted: .report
    }
  }

  /// What the world outside keeps of an input that fitted.
  private mutating func note(_ input: SagaInput, _ before: ClaimSaga) {
    switch input {
    case .factsRead, .factsReadNeedingHold, .factsReadToPend: readPosition = position
    case .factsRecorded:
      guard storedAttempt != before.attempt else { return }
      storedAttempt = before.attempt
      isStoredHoldNeeded = before.isHoldNeeded
      storedPosition = readPosition
    case .settled, .released: heldAttempt = nil
    case .adjudicated:
      isCommitted = true
      isPaid = true
    case .refused: maybePaidAttempt = nil
    case .decisionRecorded, .pendRecorded: isRecorded = true
    case .held, .heldToPend, .factsChanged, .restarted: break
    }
  }

  private mutating func judge(_ step: ClaimSaga.OnStep, _ before: ClaimSaga) {
    if saga.attempt != before.attempt {
      expect(saga.attempt == before.attempt + 1, "an attempt was skipped")
      expect(heldAttempt == nil, "a new attempt began while units are held")
      expect(maybePaidAttempt == nil, "a new attempt began although payment may have decided")
    }
    if isCommitted {
      expect(
        [.settle, .recordDecision, .finish].contains(step), "the claim went back after payment")
    }
    switch step {
    case .hold:
      expect(!saga.areFactsStale, "units are reserved for stale facts")
      heldAttempt = saga.attempt
    case .adjudicate:
      expect(!saga.areFactsStale, "payment is asked with stale facts")
      expect(storedAttempt == saga.attempt, "payment is asked before the facts are stored")
      expect(!saga.isHoldNeeded || heldAttempt == saga.attempt, "payment is asked without units")
      expect(
        adjudicatedAttempts.insert(saga.attempt).inserted, "payment is asked twice in an attempt")
      expect(!isGivenUp(saga.attempt), "payment is asked in an attempt that a mark gives up")
      maybePaidAttempt = saga.attempt
    case .recordDecision:
      expect(heldAttempt == nil, "a claim came to rest with units held")
    case .recordPend:
      expect(heldAttempt == nil, "a claim came to rest with units held")
      expect(maybePaidAttempt == nil, "a person is asked although payment may have decided")
    case .release:
      expect(maybePaidAttempt == nil, "units are given back although payment may have decided")
    case .readFacts: expect(heldAttempt == nil, "facts are read while units are held")
    case .recordFacts, .settle, .finish, .report: break
    }
  }

  /// A change is reported; the mark, when there is one, is stored with its position.
  private mutating func change() {
    guard position < SagaWalk.changesMax else { return }
    position += 1
    guard saga.onFactsChanged() else { return }
    expect(maybePaidAttempt == nil, "facts became stale although payment may have decided")
    marks[saga.attempt] = position
  }

  /// Whether the stored mark of `attempt` is younger than the facts that are stored for it.
  private func isGivenUp(_ attempt: Int) -> Bool {
    attempt == storedAttempt && marks[attempt, default: 0] > storedPosition
  }

  /// The process ends and begins again with what is stored.
  private mutating func restart() {
    guard !isRecorded else { return }
    adjudicatedAttempts = []
    isCommitted = false
    saga =
      storedAttempt == 0
      ? ClaimSaga()
      : .resuming(
        attempt: storedAttempt, isHoldNeeded: isStoredHoldNeeded,
        areFactsStale: isGivenUp(storedAttempt))
  }

  private mutating func expect(_ condition: Bool, _ violation: String) {
    if !condition { violations.append(violation) }
  }
}
