/// Decides for all calls of one client which failed ones are made again, and when.
///
/// A value: the time that is left and the random bits come from outside.
package struct RetryStateMachine: Sendable {
  private let policy: RPCRetryPolicy
  private var budget: RetryBudget

  /// A machine that has seen no call.
  package init(policy: RPCRetryPolicy) {
    self.policy = policy
    budget = RetryBudget(
      repeatsPerHundredCalls: policy.repeatsPerHundredCalls,
      repeatsBurstMax: policy.repeatsBurstMax)
  }

  /// A call is made for the first time.
  package mutating func offered() {
    budget.offered()
  }

  /// What a failed attempt leads to.
  package enum OnFailed: Equatable, Sendable {
    /// Make the call again after this time.
    case retry(after: Duration)
    /// The caller gets the failure.
    case giveUp(Reason)
  }

  /// Why a failure is final.
  package enum Reason: Equatable, Sendable {
    /// The failure is of another kind and would come again.
    case notUnavailable
    /// The method may not be called twice.
    case notSafe
    /// The caller may have seen some of the answer.
    case answerBegun
    /// The call has been made as often as it may.
    case attemptsUsed
    /// The repeat would come after the deadline, or later than the policy waits.
    case tooLate
    /// Too many calls are being repeated.
    case budgetUsed
  }

  /// An attempt failed; `random` is any 64 bits.
  package mutating func failed(_ attempt: FailedAttempt, random: UInt64) -> OnFailed {
    guard attempt.error.code == .unavailable else { return .giveUp(.notUnavailable) }
    guard !attempt.isAnswerBegun else { return .giveUp(.answerBegun) }
    guard attempt.attempts < policy.attemptsMax else { return .giveUp(.attemptsUsed) }
    guard attempt.isUnprocessed || policy.isSafe(attempt.path) else { return .giveUp(.notSafe) }
    let delay = delay(after: attempt, random: random)
    guard delay <= policy.delayMax, attempt.timeLeft.map({ delay < $0 }) ?? true else {
      return .giveUp(.tooLate)
    }
    return budget.spend() ? .retry(after: delay) : .giveUp(.budgetUsed)
  }

  private func delay(after attempt: FailedAttempt, random: UInt64) -> Duration {
    let usual = policy.backoff.delay(failures: attempt.attempts, random: random)
    return max(usual, attempt.error.retryDelay ?? .zero)
  }
}
