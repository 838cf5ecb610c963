import RPC
import Testing

@Suite("Which failed calls are made again")
struct RetryTests {
  private let policy = RPCRetryPolicy(
    attemptsMax: 3,
    backoff: RPCBackoff(
      delayFirst: .milliseconds(100), delayMax: .seconds(1), growthPercent: 100,
      jitterPercent: 20),
    delayMax: .seconds(5), repeatsPerHundredCalls: 10, repeatsBurstMax: 4,
    isSafe: { $0 == "/safe" })

  private func attempt(
    _ code: RPCStatusCode = .unavailable, path: String = "/safe", attempts: Int = 1,
    isAnswerBegun: Bool = false, timeLeft: Duration? = nil, retryDelay: Duration? = nil
  ) -> FailedAttempt {
    FailedAttempt(
      path: path, error: RPCError(code, "", retryDelay: retryDelay), attempts: attempts,
      isAnswerBegun: isAnswerBegun, timeLeft: timeLeft)
  }

  private func decide(_ attempt: FailedAttempt, random: UInt64 = 20) -> RetryStateMachine.OnFailed {
    var machine = RetryStateMachine(policy: policy)
    return machine.failed(attempt, random: random)
  }

  @Test("Only UNAVAILABLE is repeated")
  func codes() {
    for code in RPCStatusCode.allCases {
      let decision = decide(attempt(code))
      #expect(
        decision
          == (code == .unavailable
            ? .retry(after: .milliseconds(100)) : .giveUp(.notUnavailable)))
    }
  }

  @Test("Nothing is safe unless the policy says so")
  func safe() {
    #expect(decide(attempt(path: "/other")) == .giveUp(.notSafe))
    var machine = RetryStateMachine(policy: RPCRetryPolicy())
    #expect(machine.failed(attempt(), random: 0) == .giveUp(.notSafe))
  }

  @Test("A call that has begun to answer is not repeated")
  func answerBegun() {
    #expect(decide(attempt(isAnswerBegun: true)) == .giveUp(.answerBegun))
  }

  @Test("The third attempt is the last, and the delays grow with jitter")
  func attempts() {
    #expect(decide(attempt(attempts: 1), random: 0) == .retry(after: .milliseconds(80)))
    #expect(decide(attempt(attempts: 2), random: 40) == .retry(after: .milliseconds(240)))
    #expect(decide(attempt(attempts: 3)) == .giveUp(.attemptsUsed))
  }

  @Test("No repeat comes at or after the deadline")
  func deadline() {
    let delay = Duration.milliseconds(100)
    #expect(decide(attempt(timeLeft: delay + .nanoseconds(1))) == .retry(after: delay))
    #expect(decide(attempt(timeLeft: delay)) == .giveUp(.tooLate))
    #expect(decide(attempt(timeLeft: .seconds(-1))) == .giveUp(.tooLate))
  }

  @Test("The peer's wish for a delay is respected, and one longer than the time left ends the call")
  func pushback() {
    let second = Duration.seconds(1)
    #expect(decide(attempt(retryDelay: second)) == .retry(after: second))
    #expect(decide(attempt(retryDelay: .milliseconds(1))) == .retry(after: .milliseconds(100)))
    #expect(decide(attempt(timeLeft: second, retryDelay: second)) == .giveUp(.tooLate))
    #expect(decide(attempt(retryDelay: .seconds(6))) == .giveUp(.tooLate))
  }

  @Test("A failure that is not repeated costs nothing of the budget")
  func refusalsAreFree() {
    var machine = RetryStateMachine(policy: policy)
    for _ in 0..<100 { _ = machine.failed(attempt(path: "/other"), random: 20) }
    for _ in 0..<4 {
      #expect(machine.failed(attempt(), random: 20) == .retry(after: .milliseconds(100)))
    }
    #expect(machine.failed(attempt(), random: 20) == .giveUp(.budgetUsed))
    for _ in 0..<9 { machine.offered() }
    #expect(machine.failed(attempt(), random: 20) == .giveUp(.budgetUsed))
    machine.offered()
    #expect(machine.failed(attempt(), random: 20) == .retry(after: .milliseconds(100)))
  }

  @Test("Repeats are at most a tenth of the calls and the burst, in whatever order both come")
  func budget() {
    var generator = SeededGenerator(named: "retry budget")
    for _ in 0..<50 {
      var budget = RetryBudget(repeatsPerHundredCalls: 10, repeatsBurstMax: 10)
      var offered = 0
      var repeats = 0
      var isWithin = true
      for _ in 0..<5_000 {
        if Bool.random(using: &generator) {
          budget.offered()
          offered += 1
        } else if budget.spend() {
          repeats += 1
        }
        isWithin = isWithin && repeats * 10 <= offered + 100
      }
      #expect(isWithin)
    }
  }

  @Test("However many calls were made, no more repeats are saved up than the burst")
  func burst() {
    var budget = RetryBudget(repeatsPerHundredCalls: 10, repeatsBurstMax: 4)
    for _ in 0..<10_000 { budget.offered() }
    let repeats = (0..<100).filter { _ in budget.spend() }
    #expect(repeats.count == 4)
  }

  @Test("Senseless budgets are brought into bounds")
  func bounds() {
    var none = RetryBudget(repeatsPerHundredCalls: -5, repeatsBurstMax: -5)
    none.offered()
    #expect(none.spend() == false)
    var huge = RetryBudget(repeatsPerHundredCalls: .max, repeatsBurstMax: .max)
    huge.offered()
    #expect(huge.spend() == true)
  }
}
