import ClaimRules
import Domain
import Messages
import Synchronization

/// A claim on its way, shared by the task that drives it and by the change feed.
final class OpenClaim: Sendable {
  /// What was stored of it when it was opened.
  let record: ClaimStore.OpenRecord
  /// Tells those who wait that it was decided.
  let ending = ClaimEnding()

  private struct State {
    var saga: ClaimSaga
    var step = ""
    var since: Instant
    /// The position of eligibility's feed that the facts reflect; 0 before they are read.
    var feedPosition: Int64 = 0
    var decision: PaymentV1.ClaimDecision?
  }

  private let state: Mutex<State>

  /// Opens a claim at the state that its last record gives.
  init(_ record: ClaimStore.OpenRecord, now: Instant) {
    self.record = record
    state = Mutex(State(saga: OpenClaim.saga(for: record), since: now))
  }

  var number: ClaimNumber { record.number }

  /// The attempt that is under way.
  var attempt: Int { state.withLock { $0.saga.attempt } }

  /// The step whose answer is awaited and since when, in business time.
  var waiting: (step: String, since: Instant) { state.withLock { ($0.step, $0.since) } }

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
    state.withLock { state in
      state.step = step
      state.since = now
    }
  }

  /// The decision without its trace, once it is stored.
  var decision: PaymentV1.ClaimDecision? { state.withLock { $0.decision } }

  /// Says that a decision is stored.
  func end(_ decision: PaymentV1.ClaimDecision, _ sums: ClaimEnding.Sums) {
    state.withLock { $0.decision = decision }
    ending.set(sums)
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

  private static func saga(for record: ClaimStore.OpenRecord) -> ClaimSaga {
    guard let facts = record.facts, record.factsAttempt > record.pendedAttempt else {
      return ClaimSaga(attempt: max(record.pendedAttempt, record.factsAttempt) + 1)
    }
    return .resuming(
      attempt: record.factsAttempt, isHoldNeeded: !facts.holdLines.isEmpty,
      areFactsStale: record.areFactsStale)
  }
}
