import ClaimRules
import Domain
import Messages
import RPC
import Synchronization

/// A claim on its way, shared by the task that drives it and by the change feed.
final class OpenClaim: Sendable {
  /// What was stored of it when it was opened.
  let record: ClaimStore.OpenRecord
  /// Tells those who wait that it was decided.
  let ending = ClaimEnding()
  /// The trace under which the claim came, for its calls; nothing when none was recorded.
  let trace: RPCTrace?

  private struct State {
    var saga: ClaimSaga
    var step = ""
    var since: Instant
    /// The same moment by the clock of the machine.
    var machineSince: Instant
    /// What was done since the last record.
    var steps = StepNotes()
    /// The position of eligibility's feed that the facts reflect; 0 before they are read.
    var feedPosition: Int64 = 0
    var decision: PaymentV1.ClaimDecision?
  }

  private let state: Mutex<State>
  private let machine: MachineClock

  /// Opens a claim at the state that its last record gives.
  init(_ record: ClaimStore.OpenRecord, now: Instant, machine: MachineClock = .system) {
    self.record = record
    self.machine = machine
    trace = record.trace ?? OpenClaim.trace(of: record.accepted)
    state = Mutex(
      State(saga: OpenClaim.saga(for: record), since: now, machineSince: machine.now()))
  }

  var number: ClaimNumber { record.number }

  /// The attempt that is under way.
  var attempt: Int { state.withLock { $0.saga.attempt } }

  /// The step whose answer is awaited and since when, in business time.
  var waiting: (step: String, since: Instant) { state.withLock { ($0.step, $0.since) } }

  /// Where the claim stands.
  var sagaState: ClaimSaga.State { state.withLock { $0.saga.state } }

  /// Where the saga begins: behind the last record.
  func onStart() -> ClaimSaga.OnStep {
    state.withLock { state in
      state.saga.state == .reading ? state.saga.onStart() : state.saga.onFactsRecorded()
    }
  }

  /// Gives the saga an input.
  func advance(_ input: (inout ClaimSaga) -> ClaimSaga.OnStep) -> ClaimSaga.OnStep {
    state.withLock { input(&$0.saga) }
  }

  /// Says what is awaited from now on.
  func wait(for step: String, at now: Instant) {
    let machineNow = machine.now()
    state.withLock { state in
      state.step = step
      state.since = now
      state.machineSince = machineNow
    }
  }

  /// The decision without its trace, once it is stored.
  var decision: PaymentV1.ClaimDecision? { state.withLock { $0.decision } }

  /// Says that a decision is stored.
  func end(_ decision: PaymentV1.ClaimDecision, _ sums: ClaimEnding.Sums) {
    state.withLock { $0.decision = decision }
    ending.set(sums)
  }

  /// What the claim has done since its last record and what it waits for, by the machine's clock.
  var progress: (steps: [StepNote], waitingFor: String, since: Instant) {
    state.withLock { ($0.steps.all, $0.step, $0.machineSince) }
  }

  /// Notes a step that was answered.
  func note(_ step: String, _ call: CallNote) {
    state.withLock { $0.steps.add(step, call) }
  }

  /// Says that the first `count` steps are recorded.
  func stepsRecorded(_ count: Int) {
    state.withLock { $0.steps.removeFirst(count) }
  }

  /// Says which position of eligibility's feed the facts reflect.
  func reflect(feedPosition: Int64) {
    state.withLock { $0.feedPosition = feedPosition }
  }

  /// Tells the saga that its facts changed at `position` of the feed.
  ///
  /// - Returns: The attempt whose facts are stale now and will be read again; nothing when the facts
  ///   reflect the change already, or when it comes too late.
  func markStale(at position: Int64) -> Int? {
    state.withLock { state in
      guard state.feedPosition < position, state.saga.onFactsChanged() else { return nil }
      return state.saga.attempt
    }
  }

  /// The caller's own number in the trace is not stored: it is told to nobody.
  private static func trace(of accepted: ClaimV1.AcceptedRecord) -> RPCTrace? {
    RPCTraceID(bytes: accepted.traceID).flatMap { RPCTrace(id: $0, spanID: 1) }
  }

  private static func saga(for record: ClaimStore.OpenRecord) -> ClaimSaga {
    let hasUnits = record.link?.areUnitsTaken ?? false
    guard let facts = record.facts, record.factsAttempt > record.pendedAttempt else {
      return ClaimSaga(
        attempt: max(record.pendedAttempt, record.factsAttempt) + 1, hasUnitsToReturn: hasUnits)
    }
    return .resuming(
      attempt: record.factsAttempt, isHoldNeeded: !facts.holdLines.isEmpty,
      areFactsStale: record.areFactsStale, hasUnitsToReturn: hasUnits)
  }
}
