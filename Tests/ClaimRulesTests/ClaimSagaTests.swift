import ClaimRules
import Testing

@Suite("The saga of a claim, step by step")
struct ClaimSagaTests {
  @Test("A claim that needs units is read, held, adjudicated, settled and recorded")
  func wholeWay() {
    var saga = ClaimSaga()
    let steps = [
      saga.onStart(), saga.onFactsRead(mustPend: false, isHoldNeeded: true), saga.onFactsRecorded(),
      saga.onHeld(mustPend: false), saga.onAdjudicated(), saga.onSettled(),
      saga.onDecisionRecorded(),
    ]
    #expect(
      steps == [.readFacts, .recordFacts, .hold, .adjudicate, .settle, .recordDecision, .finish])
    #expect(saga.state == .decided)
    #expect(saga.attempt == 1)
  }

  @Test("A claim that needs no units skips authorization")
  func withoutHold() {
    var saga = ClaimSaga()
    let steps = [
      saga.onFactsRead(mustPend: false, isHoldNeeded: false), saga.onFactsRecorded(),
      saga.onAdjudicated(),
    ]
    #expect(steps == [.recordFacts, .adjudicate, .recordDecision])
  }

  @Test("A claim in the place of one that took units gives them back when it holds none itself")
  func returning() {
    var saga = ClaimSaga(hasUnitsToReturn: true)
    let steps = [
      saga.onFactsRead(mustPend: false, isHoldNeeded: false), saga.onFactsRecorded(),
      saga.onAdjudicated(), saga.onReturned(), saga.onDecisionRecorded(),
    ]
    #expect(steps == [.recordFacts, .adjudicate, .returnUnits, .recordDecision, .finish])
    var holding = ClaimSaga(hasUnitsToReturn: true)
    let held = [
      holding.onFactsRead(mustPend: false, isHoldNeeded: true), holding.onFactsRecorded(),
      holding.onHeld(mustPend: false), holding.onAdjudicated(), holding.onSettled(),
    ]
    #expect(held == [.recordFacts, .hold, .adjudicate, .settle, .recordDecision])
    #expect(saga.onReturned() == .report)
  }

  @Test(
    "A claim that a person must decide after the reads is recorded as pended, and holds nothing")
  func pendedAfterReads() {
    var saga = ClaimSaga()
    let steps = [saga.onFactsRead(mustPend: true, isHoldNeeded: true), saga.onPendRecorded()]
    #expect(steps == [.recordPend, .finish])
    #expect(saga.state == .pended)
  }

  @Test("A hold that shows that a person must decide is given back before the claim waits")
  func pendedAfterHold() {
    var saga = ClaimSaga()
    let steps = [
      saga.onFactsRead(mustPend: false, isHoldNeeded: true), saga.onFactsRecorded(),
      saga.onHeld(mustPend: true), saga.onReleased(), saga.onPendRecorded(),
    ]
    #expect(steps == [.recordFacts, .hold, .release, .recordPend, .finish])
  }

  @Test("A definite refusal of payment gives the hold back, then waits for a person")
  func refusedByPayment() {
    var saga = ClaimSaga()
    let steps = [
      saga.onFactsRead(mustPend: false, isHoldNeeded: true), saga.onFactsRecorded(),
      saga.onHeld(mustPend: false), saga.onRefused(), saga.onReleased(),
    ]
    #expect(steps == [.recordFacts, .hold, .adjudicate, .release, .recordPend])
  }

  @Test("A definite refusal where nothing is held waits for a person at once")
  func refusedWithoutHold() {
    var reading = ClaimSaga()
    let step = reading.onRefused()
    #expect(step == .recordPend)
    var adjudicating = ClaimSaga()
    let steps = [
      adjudicating.onFactsRead(mustPend: false, isHoldNeeded: false),
      adjudicating.onFactsRecorded(), adjudicating.onRefused(),
    ]
    #expect(steps == [.recordFacts, .adjudicate, .recordPend])
  }

  @Test("After payment decided nothing refuses")
  func nothingRefusesAfterPayment() {
    var saga = ClaimSaga()
    let steps = [
      saga.onFactsRead(mustPend: false, isHoldNeeded: true), saga.onFactsRecorded(),
      saga.onHeld(mustPend: false), saga.onAdjudicated(), saga.onRefused(), saga.onSettled(),
      saga.onRefused(), saga.onDecisionRecorded(),
    ]
    #expect(
      steps == [
        .recordFacts, .hold, .adjudicate, .settle, .report, .recordDecision, .report, .finish,
      ])
  }

  @Test("A change while facts are read makes the claim read again before anything is stored")
  func staleWhileReading() {
    var saga = ClaimSaga()
    _ = saga.onFactsChanged()
    let steps = [
      saga.onFactsRead(mustPend: true, isHoldNeeded: true),
      saga.onFactsRead(mustPend: false, isHoldNeeded: false),
    ]
    #expect(steps == [.readFacts, .recordFacts])
  }

  @Test("A change before payment is asked leads to release, then to a new attempt")
  func staleWhileHolding() {
    var saga = ClaimSaga()
    _ = saga.onFactsRead(mustPend: false, isHoldNeeded: true)
    _ = saga.onFactsRecorded()
    let isStale = saga.onFactsChanged()
    let release = saga.onHeld(mustPend: false)
    let attemptBefore = saga.attempt
    let read = saga.onReleased()
    #expect(isStale)
    #expect([release, read] == [.release, .readFacts])
    #expect([attemptBefore, saga.attempt] == [1, 2])
    #expect(!saga.areFactsStale)
  }

  @Test("A change once payment is asked comes too late and alters nothing")
  func tooLate() {
    var saga = ClaimSaga()
    _ = saga.onFactsRead(mustPend: false, isHoldNeeded: false)
    _ = saga.onFactsRecorded()
    var marks = [saga.onFactsChanged()]
    let step = saga.onAdjudicated()
    marks.append(saga.onFactsChanged())
    _ = saga.onDecisionRecorded()
    marks.append(saga.onFactsChanged())
    #expect(marks == [false, false, false])
    #expect(step == .recordDecision)
  }

  @Test("After a restart a claim goes on from its facts in the same attempt, under the same keys")
  func resumes() {
    var held = ClaimSaga.resuming(attempt: 3, isHoldNeeded: true, areFactsStale: false)
    var bare = ClaimSaga.resuming(attempt: 3, isHoldNeeded: false, areFactsStale: false)
    let steps = [held.onFactsRecorded(), bare.onFactsRecorded()]
    #expect(steps == [.hold, .adjudicate])
    #expect([held.attempt, bare.attempt] == [3, 3])
  }

  @Test("After a restart a change is felt once payment has given the attempt up")
  func resumesAndReadsAgain() {
    var saga = ClaimSaga.resuming(attempt: 1, isHoldNeeded: true, areFactsStale: false)
    let isStale = saga.onFactsChanged()
    let steps = [
      saga.onFactsRecorded(), saga.onWithdrawn(isDecided: false), saga.onReleased(),
    ]
    #expect(isStale)
    #expect(steps == [.withdraw, .release, .readFacts])
    #expect(saga.attempt == 2)
  }

  @Test("After a restart a decision that payment had made stands, whatever changed since")
  func resumesToDecision() {
    var held = ClaimSaga.resuming(attempt: 1, isHoldNeeded: true, areFactsStale: true)
    var bare = ClaimSaga.resuming(attempt: 1, isHoldNeeded: false, areFactsStale: true)
    let steps = [
      held.onFactsRecorded(), held.onWithdrawn(isDecided: true), held.onSettled(),
      bare.onFactsRecorded(), bare.onWithdrawn(isDecided: true),
    ]
    #expect(steps == [.withdraw, .settle, .recordDecision, .withdraw, .recordDecision])
    #expect([held.attempt, bare.attempt] == [1, 1])
  }

  @Test("After a restart stale facts are given up without a hold as well")
  func resumesStale() {
    var saga = ClaimSaga.resuming(attempt: 1, isHoldNeeded: false, areFactsStale: true)
    let steps = [saga.onFactsRecorded(), saga.onWithdrawn(isDecided: false)]
    #expect(steps == [.withdraw, .readFacts])
    #expect(saga.attempt == 2)
  }

  @Test("A refusal that says that the attempt ended before is no judgement: payment is asked")
  func attemptEnded() {
    var saga = ClaimSaga.resuming(attempt: 1, isHoldNeeded: true, areFactsStale: false)
    let steps = [
      saga.onFactsRecorded(), saga.onAttemptEnded(), saga.onWithdrawn(isDecided: false),
      saga.onReleased(),
    ]
    #expect(steps == [.hold, .withdraw, .release, .readFacts])
  }

  @Test("An input that does not fit is reported and changes nothing")
  func unfit() {
    var saga = ClaimSaga()
    let before = saga
    let steps = [
      saga.onFactsRecorded(), saga.onHeld(mustPend: true), saga.onAdjudicated(), saga.onSettled(),
      saga.onReleased(), saga.onDecisionRecorded(), saga.onPendRecorded(), saga.onAttemptEnded(),
      saga.onWithdrawn(isDecided: true), saga.onWithdrawn(isDecided: false),
    ]
    #expect(steps.allSatisfy { $0 == .report })
    #expect(saga == before)
  }
}
