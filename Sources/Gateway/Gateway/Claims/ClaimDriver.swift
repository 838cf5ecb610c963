import ClaimRules
import Domain
import DomainMessages
import Logging
import Messages
import RPC
import Storage

/// Performs what the saga of a claim asks for, one step after the other.
///
/// Every step is repeated until there is an answer; the saga continues from the last record after a
/// restart. Nothing of a member goes into the log.
package struct ClaimDriver: Sendable {
  let store: ClaimStore
  let edges: ServiceEdges
  let clock: BusinessClock
  let log: Logger
  /// The code sets that are loaded.
  var codes = CodeBooks()
  /// Lets claims go on whose papers came while they were being pended.
  var papers: PaperDesk?
  /// How urgent it is that a record of a claim is stored.
  var urgency: @Sendable () -> WriteUrgency = { .immediate }
  /// How long to wait before something is tried again that must not fail.
  var troubleDelay: Duration = .seconds(1)
  /// The clock by which timelines are kept and repeats are paced.
  var machine = MachineClock.system

  /// Drives a claim to its decision or to a person's desk, or until the process stops.
  func drive(_ claim: OpenClaim) async {
    let run = ClaimRun(claim: claim)
    var step = claim.onStart()
    while step != .finish {
      guard let next = await perform(step, run) else { return }
      step = next
    }
  }

  /// - Returns: The next step, or nothing when the process stops.
  private func perform(_ step: ClaimSaga.OnStep, _ run: ClaimRun) async -> ClaimSaga.OnStep? {
    switch step {
    case .readFacts: await readFacts(run)
    case .recordFacts: await recordFacts(run)
    case .hold: await hold(run)
    case .adjudicate: await adjudicate(run)
    case .withdraw: await withdraw(run)
    case .settle: await settle(run)
    case .returnUnits: await returnUnits(run)
    case .release: await release(run)
    case .recordDecision: await recordDecision(run)
    case .recordPend: await recordPend(run)
    case .finish: .finish
    case .report: report(run)
    }
  }

  /// Asks over an edge and notes the call for the claim's timeline.
  private func ask<Item, Answer>(
    _ edge: BatchingEdge<Item, Answer>, _ item: Item, _ run: ClaimRun
  ) async -> BatchingEdge<Item, Answer>.Outcome {
    let carried = await edge.carry(item, under: run.claim.trace)
    if let call = carried.call { run.claim.note(edge.name, call) }
    return carried.outcome
  }

  private func report(_ run: ClaimRun) -> ClaimSaga.OnStep? {
    log.error(
      "a claim's step does not fit its state", metadata: run.claim.metadata)
    return nil
  }

  // MARK: Reads

  private func readFacts(_ run: ClaimRun) async -> ClaimSaga.OnStep? {
    run.beginAttempt()
    run.claim.wait(for: "coverage", at: clock.now)
    guard let decided = await findings(run) else { return nil }
    switch await ask(edges.coverage, run.coverageQuestion, run) {
    case .stopped: return nil
    case .refused(let error): return refused(error.reason, error.message, run)
    case .answered(let result):
      switch result.result {
      case .answer(let answer):
        run.coverage = answer
        run.claim.reflect(feedPosition: answer.feedPosition)
      case .refusal(let refusal): return refused(refusal.reason, refusal.message, run)
      case nil: return refused("ANSWER_EMPTY", "eligibility gave no answer", run)
      }
    }
    return await readContract(run, decided: decided)
  }

  /// What was decided while the claim was pended, and which papers came; nothing is read for a claim
  /// that never was, promises none and corrects no other.
  private func findings(_ run: ClaimRun) async -> ClaimStore.PendedFindings? {
    guard
      run.claim.record.pendedAttempt > 0 || run.promisesPapers || run.claim.record.isCorrection
    else {
      return ClaimStore.PendedFindings()
    }
    return await repeating(run) { claim in try await store.pendedFindings(of: claim) }
  }

  private func readContract(
    _ run: ClaimRun, decided: ClaimStore.PendedFindings
  ) async -> ClaimSaga.OnStep? {
    let question = run.contractQuestion
    guard !question.lines.isEmpty else { return screen(run, decided) }
    run.claim.wait(for: "contract", at: clock.now)
    switch await ask(edges.contract, question, run) {
    case .stopped: return nil
    case .refused(let error): return refused(error.reason, error.message, run)
    case .answered(let result):
      switch result.result {
      case .answer(let answer): run.contract = answer
      case .refusal(let refusal): return refused(refusal.reason, refusal.message, run)
      case nil: return refused("ANSWER_EMPTY", "the network gave no answer", run)
      }
    }
    return screen(run, decided)
  }

  private func screen(
    _ run: ClaimRun, _ decided: ClaimStore.PendedFindings
  ) -> ClaimSaga.OnStep? {
    do {
      try run.screen(decided, codes.current)
    } catch {
      return refused("ANSWER_INVALID", "a service gave an answer that cannot be read", run)
    }
    let mustPend = !run.pends.isEmpty
    let isHoldNeeded = !run.facts.holdLines.isEmpty
    return run.claim.advance {
      $0.onFactsRead(mustPend: mustPend, isHoldNeeded: isHoldNeeded)
    }
  }

  // MARK: Changing calls

  private func hold(_ run: ClaimRun) async -> ClaimSaga.OnStep? {
    run.claim.wait(for: "hold", at: clock.now)
    switch await ask(edges.hold, run.hold, run) {
    case .stopped: return nil
    case .refused(let error): return refused(error.reason, error.message, run)
    case .answered(let result):
      switch result.result {
      case .answer(let answer): run.holdAnswer = answer
      case .refusal(let refusal) where ClaimDriver.endsAttempt(refusal.reason):
        return run.claim.advance { $0.onAttemptEnded() }
      case .refusal(let refusal): return refused(refusal.reason, refusal.message, run)
      case nil: return refused("ANSWER_EMPTY", "authorization gave no answer", run)
      }
    }
    do {
      run.pends = try run.pendsAfterHold()
    } catch {
      return refused("ANSWER_INVALID", "authorization's answer cannot be read", run)
    }
    let mustPend = !run.pends.isEmpty
    return run.claim.advance { $0.onHeld(mustPend: mustPend) }
  }

  private func adjudicate(_ run: ClaimRun) async -> ClaimSaga.OnStep? {
    run.claim.wait(for: "adjudicate", at: clock.now)
    switch await ask(edges.adjudicate, run.adjudication, run) {
    case .stopped: return nil
    case .refused(let error): return refused(error.reason, error.message, run)
    case .answered(let result):
      switch result.result {
      case .decision(let decision):
        run.decision = decision
        run.reversal = result.reversal
      case .refusal(let refusal) where ClaimDriver.endsAttempt(refusal.reason):
        return run.claim.advance { $0.onAttemptEnded() }
      case .refusal(let refusal) where refusal.reason == "ENCOUNTER_PAYS":
        run.pend(for: .encounter)
        return run.claim.advance { $0.onRefused() }
      case .refusal(let refusal)
      where ClaimDriver.mayBeOfIncludedLines(refusal.reason)
        && run.pendForIncludedLines(refusedLine: Int(refusal.lineNumber)):
        return run.claim.advance { $0.onRefused() }
      case .refusal(let refusal): return refused(refusal.reason, refusal.message, run)
      case nil: return refused("ANSWER_EMPTY", "payment gave no answer", run)
      }
    }
    return run.claim.advance { $0.onAdjudicated() }
  }

  /// Whether a refusal says that this attempt was given back or decided before, so that it is no
  /// judgement of the claim.
  private static func endsAttempt(_ reason: String) -> Bool {
    ["HOLD_RELEASED", "KEY_REUSED", "VERSION_DECIDED", "WITHDRAWN"].contains(reason)
  }

  /// Whether payment may have refused because a line has no price that another was to include, and a
  /// limit ended the other (rule `BUNDLE-1`).
  private static func mayBeOfIncludedLines(_ reason: String) -> Bool {
    ["FACTS_INCOMPLETE", "MANUAL_PRICING"].contains(reason)
  }

  private func withdraw(_ run: ClaimRun) async -> ClaimSaga.OnStep? {
    run.claim.wait(for: "withdraw", at: clock.now)
    while true {
      switch await ask(edges.withdraw, run.withdrawal, run) {
      case .stopped: return nil
      case .answered(let result):
        switch result.result {
        case .withdrawn: return run.claim.advance { $0.onWithdrawn(isDecided: false) }
        case .made(let made):
          run.take(made)
          return run.claim.advance { $0.onWithdrawn(isDecided: true) }
        case .refusal, nil: break
        }
      case .refused: break
      }
      guard await complain(about: "a withdrawal was refused", run) else { return nil }
    }
  }

  /// Takes units. After the commit point nothing may refuse: a refusal is recorded and asked again.
  private func settle(_ run: ClaimRun) async -> ClaimSaga.OnStep? {
    run.claim.wait(for: "settle", at: clock.now)
    let isDone = await insist(edges.settle, run.settlement, run, "a settlement was refused") {
      if case .answer? = $0.result { true } else { false }
    }
    return isDone ? run.claim.advance { $0.onSettled() } : nil
  }

  /// Gives back what the replaced version took; like a settlement, nothing may refuse it.
  private func returnUnits(_ run: ClaimRun) async -> ClaimSaga.OnStep? {
    guard let unitReturn = run.unitReturn else { return run.claim.advance { $0.onReturned() } }
    run.claim.wait(for: "return", at: clock.now)
    let isDone = await insist(
      edges.returnUnits, unitReturn, run, "a return of units was refused"
    ) {
      if case .answer? = $0.result { true } else { false }
    }
    return isDone ? run.claim.advance { $0.onReturned() } : nil
  }

  private func release(_ run: ClaimRun) async -> ClaimSaga.OnStep? {
    run.claim.wait(for: "release", at: clock.now)
    let isDone = await insist(edges.release, run.release, run, "a release was refused") {
      if case .answer? = $0.result { true } else { false }
    }
    return isDone ? run.claim.advance { $0.onReleased() } : nil
  }

  /// Asks for what nothing may refuse until it is done.
  ///
  /// - Returns: Whether it is done; not when the process stops.
  private func insist<Item, Answer>(
    _ edge: BatchingEdge<Item, Answer>, _ item: Item, _ run: ClaimRun,
    _ complaint: Logger.Message, isDone: (Answer) -> Bool
  ) async -> Bool {
    while true {
      switch await ask(edge, item, run) {
      case .stopped: return false
      case .answered(let answer) where isDone(answer): return true
      case .answered, .refused: break
      }
      guard await complain(about: complaint, run) else { return false }
    }
  }

  // MARK: Records

  private func recordFacts(_ run: ClaimRun) async -> ClaimSaga.OnStep? {
    let steps = run.claim.progress.steps
    let facts = run.facts.with(steps)
    let attempt = run.attempt
    let isDone: Void? = await repeating(run) { claim in
      try await store.record(
        facts: facts, of: claim, attempt: attempt, urgency: urgency())
    }
    guard isDone != nil else { return nil }
    run.claim.stepsRecorded(steps.count)
    return run.claim.advance { $0.onFactsRecorded() }
  }

  private func recordDecision(_ run: ClaimRun) async -> ClaimSaga.OnStep? {
    let steps = run.claim.progress.steps
    let record = run.storedRecord.with(steps, at: machine.now())
    let basis = run.decisionBasis
    let sums = await repeating(run) { claim in
      try await store.record(
        decision: record, of: claim, on: basis, urgency: urgency())
    }
    guard let sums else { return nil }
    if let decision = record.decision { run.claim.end(decision, sums) }
    run.claim.stepsRecorded(steps.count)
    return run.claim.advance { $0.onDecisionRecorded() }
  }

  private func recordPend(_ run: ClaimRun) async -> ClaimSaga.OnStep? {
    let steps = run.claim.progress.steps
    let record = run.pendedRecord.with(steps)
    let (attempt, now) = (run.attempt, clock.now)
    let due = run.due(pendedAt: now)
    let isDone: Void? = await repeating(run) { claim in
      try await store.record(pended: record, of: claim, attempt: attempt, at: now, due: due)
      if let papers, due.papersDueAt != nil { try await papers.continueIfComplete(claim) }
    }
    guard isDone != nil else { return nil }
    run.claim.stepsRecorded(steps.count)
    return run.claim.advance { $0.onPendRecorded() }
  }

  // MARK: Trouble

  private func refused(
    _ reason: String, _ message: String, _ run: ClaimRun
  ) -> ClaimSaga.OnStep? {
    log.warning(
      "a service refused a claim",
      metadata: run.claim.metadata.merging(["reason": "\(reason)"]) { first, _ in first })
    run.pend(forRefusal: reason, message)
    return run.claim.advance { $0.onRefused() }
  }

  /// Records trouble that must not happen and waits before the step is tried again.
  ///
  /// - Returns: Whether to try again; not when the process stops.
  private func complain(about message: Logger.Message, _ run: ClaimRun) async -> Bool {
    log.error(message, metadata: run.claim.metadata)
    await machine.pause(for: troubleDelay)
    return !Task.isCancelled
  }

  /// Repeats a use of the store until it succeeds: a full disk delays a claim and loses nothing.
  private func repeating<Value: Sendable>(
    _ run: ClaimRun, _ body: (ClaimNumber) async throws -> Value
  ) async -> Value? {
    while !Task.isCancelled {
      do {
        return try await body(run.claim.number)
      } catch {
        log.error(
          "the claim store did not answer",
          metadata: run.claim.metadata.merging(["error": "\(error)"]) { first, _ in first })
        await machine.pause(for: troubleDelay)
      }
    }
    return nil
  }
}
