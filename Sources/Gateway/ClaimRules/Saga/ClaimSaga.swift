/// The way of one version of a claim through the services, as a value.
///
/// The driver performs what an input returns, then reports the outcome with the next input. Nothing
/// here waits, calls or stores. An input that does not fit the state returns ``OnStep/report`` so
/// that the driver can record it; it never traps.
///
/// A call whose outcome is unknown is no input: the driver asks again with the same key until there
/// is an answer.
package struct ClaimSaga: Hashable, Sendable {
  /// Where the claim stands. The comment of each state names the states that may follow.
  package enum State: Hashable, Sendable {
    /// Facts are being read. → `recordingFacts`, `recordingPend`
    case reading
    /// Facts are being stored. → `holding`, `adjudicating`, `reading`
    case recordingFacts
    /// Units are being reserved. → `adjudicating`, `releasing`, `withdrawing`
    case holding
    /// Payment decides: the commit point. → `settling`, `returning`, `recordingDecision`, `releasing`,
    /// `withdrawing`
    case adjudicating
    /// Payment makes sure that the attempt is never decided, or gives the decision that was made.
    /// → `settling`, `returning`, `recordingDecision`, `releasing`, `reading`
    case withdrawing
    /// Units are being taken. → `recordingDecision`
    case settling
    /// What the replaced version took is being given back, because nothing else takes its place.
    /// → `recordingDecision`
    case returning
    /// The hold is being given back. → `recordingPend`, `reading`
    case releasing(Release)
    /// The decision is being stored. → `decided`
    case recordingDecision
    /// A person's task is being stored. → `pended`
    case recordingPend
    /// Final.
    case decided
    /// Waits for a person. → `reading`
    case pended
  }

  /// Why a hold is given back.
  package enum Release: Hashable, Sendable {
    /// A person must decide.
    case toPend
    /// The facts changed; they are read again.
    case toReadAgain
  }

  /// What the driver does next.
  package enum OnStep: Hashable, Sendable {
    /// Read coverage and contract.
    case readFacts
    /// Store the facts of this attempt durably.
    case recordFacts
    /// Reserve units.
    case hold
    /// Ask payment to decide and post.
    case adjudicate
    /// Ask payment to give the attempt up, or for the decision that was made.
    case withdraw
    /// Say what each line took.
    case settle
    /// Give back what the replaced version took.
    case returnUnits
    /// Give the hold back.
    case release
    /// Store the decision.
    case recordDecision
    /// Store that a person must decide.
    case recordPend
    /// Nothing more to do.
    case finish
    /// The input does not fit the state; record it and change nothing.
    case report
  }

  /// Where the claim stands.
  package private(set) var state: State
  /// The attempt; part of every key. A new one begins only after the old hold was released.
  package private(set) var attempt: Int
  /// Whether facts changed since they were read, before anything was decided on them.
  package private(set) var areFactsStale: Bool
  /// Whether this attempt asks authorization.
  package private(set) var isHoldNeeded: Bool
  /// Whether the claim takes the place of a version that took units or visits.
  package let hasUnitsToReturn: Bool
  /// Whether an earlier run of the process may already have asked payment in this attempt.
  private var mayHaveAdjudicated: Bool

  /// A claim that was accepted just now, or whose last record is its acceptance.
  package init(attempt: Int = 1, hasUnitsToReturn: Bool = false) {
    state = .reading
    self.attempt = attempt
    self.hasUnitsToReturn = hasUnitsToReturn
    areFactsStale = false
    isHoldNeeded = false
    mayHaveAdjudicated = false
  }

  /// A claim whose last record is the facts of `attempt`, after a restart.
  ///
  /// Whether the earlier run asked payment is not known. A change of the facts is felt all the same:
  /// payment is asked to give the attempt up before anything else is done.
  ///
  /// - Parameter areFactsStale: Whether they were marked stale.
  package static func resuming(
    attempt: Int, isHoldNeeded: Bool, areFactsStale: Bool, hasUnitsToReturn: Bool = false
  ) -> ClaimSaga {
    var saga = ClaimSaga(attempt: attempt, hasUnitsToReturn: hasUnitsToReturn)
    saga.state = .recordingFacts
    saga.isHoldNeeded = isHoldNeeded
    saga.areFactsStale = areFactsStale
    saga.mayHaveAdjudicated = true
    return saga
  }

  /// The first thing to do after `init`, or after a person decided.
  package func onStart() -> OnStep {
    state == .reading ? .readFacts : .report
  }

  /// Coverage and contract were read and screened.
  package mutating func onFactsRead(mustPend: Bool, isHoldNeeded: Bool) -> OnStep {
    guard state == .reading else { return .report }
    if areFactsStale {
      areFactsStale = false
      return .readFacts
    }
    self.isHoldNeeded = isHoldNeeded
    state = mustPend ? .recordingPend : .recordingFacts
    return mustPend ? .recordPend : .recordFacts
  }

  /// The facts are stored, now or before a restart.
  package mutating func onFactsRecorded() -> OnStep {
    guard state == .recordingFacts else { return .report }
    if areFactsStale {
      return readAgain()
    }
    state = isHoldNeeded ? .holding : .adjudicating
    return isHoldNeeded ? .hold : .adjudicate
  }

  /// Authorization answered.
  package mutating func onHeld(mustPend: Bool) -> OnStep {
    guard state == .holding else { return .report }
    if mustPend {
      state = .releasing(.toPend)
      return .release
    }
    if areFactsStale {
      return readAgain()
    }
    state = .adjudicating
    return .adjudicate
  }

  /// A refusal says that this attempt was given back, or decided, before: what is true is asked of
  /// payment.
  package mutating func onAttemptEnded() -> OnStep {
    switch state {
    case .holding, .adjudicating:
      state = .withdrawing
      return .withdraw
    case .reading, .recordingFacts, .withdrawing, .settling, .returning, .releasing,
      .recordingDecision, .recordingPend, .decided, .pended:
      return .report
    }
  }

  /// Payment gave the attempt up, or gave the decision that was made.
  package mutating func onWithdrawn(isDecided: Bool) -> OnStep {
    guard state == .withdrawing else { return .report }
    if isDecided { return afterDecision() }
    mayHaveAdjudicated = false
    return readAgain()
  }

  /// Authorization or payment refused for good.
  package mutating func onRefused() -> OnStep {
    switch state {
    case .holding where mayHaveAdjudicated:
      state = .withdrawing
      return .withdraw
    case .holding, .adjudicating:
      guard isHoldNeeded else {
        state = .recordingPend
        return .recordPend
      }
      state = .releasing(.toPend)
      return .release
    case .reading:
      state = .recordingPend
      return .recordPend
    case .recordingFacts, .withdrawing, .settling, .returning, .releasing, .recordingDecision,
      .recordingPend, .decided, .pended:
      return .report
    }
  }

  /// Payment decided and posted: nothing after this may refuse.
  package mutating func onAdjudicated() -> OnStep {
    guard state == .adjudicating else { return .report }
    return afterDecision()
  }

  /// A hold that takes the place of another gives back what that took when it is settled; without a
  /// hold it is given back by itself.
  private mutating func afterDecision() -> OnStep {
    areFactsStale = false
    if isHoldNeeded {
      state = .settling
      return .settle
    }
    state = hasUnitsToReturn ? .returning : .recordingDecision
    return hasUnitsToReturn ? .returnUnits : .recordDecision
  }

  /// What the replaced version took is free again.
  package mutating func onReturned() -> OnStep {
    guard state == .returning else { return .report }
    state = .recordingDecision
    return .recordDecision
  }

  /// The hold ended with units taken.
  package mutating func onSettled() -> OnStep {
    guard state == .settling else { return .report }
    state = .recordingDecision
    return .recordDecision
  }

  /// The hold ended with nothing taken.
  package mutating func onReleased() -> OnStep {
    guard case .releasing(let release) = state else { return .report }
    switch release {
    case .toPend:
      state = .recordingPend
      return .recordPend
    case .toReadAgain:
      return beginAttempt()
    }
  }

  /// The decision is stored.
  package mutating func onDecisionRecorded() -> OnStep {
    guard state == .recordingDecision else { return .report }
    state = .decided
    return .finish
  }

  /// The person's task is stored.
  package mutating func onPendRecorded() -> OnStep {
    guard state == .recordingPend else { return .report }
    state = .pended
    return .finish
  }

  /// A change that concerns the facts was reported.
  ///
  /// - Returns: Whether the facts are now marked stale, so that they are read again before the next
  ///   changing call. When payment was, or may have been, asked, the change comes too late and is
  ///   reported with the decision instead.
  package mutating func onFactsChanged() -> Bool {
    switch state {
    case .reading:
      areFactsStale = true
    case .recordingFacts, .holding:
      areFactsStale = true
    case .withdrawing, .releasing, .recordingPend, .pended:
      return true
    case .adjudicating, .settling, .returning, .recordingDecision, .decided:
      return false
    }
    return true
  }

  private mutating func readAgain() -> OnStep {
    if mayHaveAdjudicated {
      state = .withdrawing
      return .withdraw
    }
    guard isHoldNeeded else { return beginAttempt() }
    state = .releasing(.toReadAgain)
    return .release
  }

  private mutating func beginAttempt() -> OnStep {
    attempt += 1
    areFactsStale = false
    mayHaveAdjudicated = false
    state = .reading
    return .readFacts
  }
}
