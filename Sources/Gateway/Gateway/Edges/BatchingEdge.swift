import Domain
import RPC
import Synchronization

/// One edge from the gateway to a service: items in, answers out, batches on the wire.
///
/// A batch whose outcome is unknown is sent again, the same items with the same keys, until there is
/// an answer: an unknown outcome is not a failure. A batch that the service does not get through is
/// split, and an item that fails alone is asked again beside the batches, so that it holds up no
/// other. The edge owns the tasks that send, and ``run()`` ends them.
final class BatchingEdge<Item: Sendable, Answer: Sendable>: Sendable {
  /// What became of one item.
  enum Outcome: Sendable {
    case answered(Answer)
    /// Refused for good.
    case refused(RPCError)
    /// The process ends; the item is asked again after the restart.
    case stopped
  }

  /// What became of an item, and the call that said so; no call when the process ended before one.
  struct Carried: Sendable {
    let outcome: Outcome
    var call: CallNote?
  }

  private struct Pending: Sendable {
    let item: Item
    /// The trace of the item alone, when it has one.
    let trace: RPCTrace?
    /// Not checked, which would cost an object and two searches for generic types: an item is in one place at
    /// a time, and who takes it from there concludes it.
    let continuation: UnsafeContinuation<Carried, Never>
    /// How often it was sent before the work that it is part of.
    var callsBefore = 0

    /// The same item after it was sent in vain.
    func after(_ tries: Int) -> Self {
      var copy = self
      copy.callsBefore += tries
      return copy
    }

    /// Tells the one who waits.
    func conclude(_ outcome: Outcome, _ note: CallNote?) {
      let call = note.map { $0.afterCalls(callsBefore) }
      continuation.resume(returning: Carried(outcome: outcome, call: call))
    }
  }

  /// One try to carry items.
  private struct Call: Sendable {
    let trace: RPCTrace
    let sentAt: Instant
    let uptime: Int64
  }

  /// What is to be sent next.
  private enum Work: Sendable {
    /// A batch, which occupies one of the edge's places.
    case batch([Pending])
    /// An item that a batch failed on, which occupies none.
    case alone(Pending)

    var items: [Pending] {
      switch self {
      case .batch(let items): items
      case .alone(let item): [item]
      }
    }
  }

  private struct State {
    var queue: BatchQueue<Pending>
    var isStopped = false
    var counts = EdgeCounts()
  }

  /// The step, such as `adjudicate`.
  let name: String
  private let backoff: Backoff
  private let send: @Sendable ([Item], RPCTrace) async throws -> [Answer]
  private let traces: RPCTraceSource
  private let clock: MachineClock
  private let onTrouble: @Sendable (String, any Error) -> Void
  private let state: Mutex<State>
  private let works: AsyncStream<Work>
  private let ready: AsyncStream<Work>.Continuation

  /// Makes an edge.
  ///
  /// - Parameters:
  ///   - traces: Gives the numbers of calls.
  ///   - onTrouble: Told of each failed call, with the edge's name.
  ///   - send: Carries a batch as the given call of a trace; one answer an item, in the same order.
  init(
    _ name: String, itemsMax: Int, backoff: Backoff = Backoff(),
    traces: RPCTraceSource = RPCTraceSource(), clock: MachineClock = .system,
    onTrouble: @escaping @Sendable (String, any Error) -> Void,
    send: @escaping @Sendable ([Item], RPCTrace) async throws -> [Answer]
  ) {
    self.name = name
    self.backoff = backoff
    self.traces = traces
    self.clock = clock
    self.send = send
    self.onTrouble = onTrouble
    state = Mutex(State(queue: BatchQueue(itemsMax: itemsMax)))
    (works, ready) = AsyncStream.makeStream()
  }

  /// Asks for one item and waits until there is an answer.
  nonisolated(nonsending) func ask(_ item: Item) async -> Outcome {
    await carry(item, under: nil).outcome
  }

  /// Asks for one item and waits until there is an answer.
  ///
  /// - Parameter trace: What caused it. A batch of this item alone goes under the same trace; a batch
  ///   of several has a trace of its own, which the note names.
  nonisolated(nonsending) func carry(_ item: Item, under trace: RPCTrace?) async -> Carried {
    await withUnsafeContinuation { continuation in
      let pending = Pending(item: item, trace: trace, continuation: continuation)
      let (isStopped, batch) = state.withLock { state in
        state.isStopped ? (true, nil) : (false, state.queue.add(pending))
      }
      if isStopped { continuation.resume(returning: Carried(outcome: .stopped)) }
      if let batch { begin(.batch(batch)) }
    }
  }

  /// Sends batches until the surrounding task is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      for await work in works {
        group.addTask { await self.carry(work) }
      }
      group.cancelAll()
    }
    stop()
  }

  /// Hands work to ``run()``, or tells those who wait that it has ended.
  private func begin(_ work: Work) {
    if case .terminated = ready.yield(work) {
      conclude(work.items, .stopped)
    }
  }

  private func stop() {
    let remaining = state.withLock { state in
      state.isStopped = true
      var remaining: [Pending] = []
      while let batch = state.queue.finishBatch() { remaining += batch }
      return remaining
    }
    conclude(remaining, .stopped)
  }

  private func carry(_ work: Work) async {
    switch work {
    case .alone(let item):
      await deliver([item])
    case .batch(let items):
      await deliver(items)
      if let next = state.withLock({ $0.queue.finishBatch() }) { begin(.batch(next)) }
    }
  }

  private func deliver(_ batch: [Pending]) async {
    var failures = 0
    while !Task.isCancelled {
      let call = begin(batch)
      do {
        let answers = try await send(batch.map(\.item), call.trace)
        guard answers.count == batch.count else { throw EdgeError.answersDoNotMatch }
        answer(batch, answers, note(call, tries: failures + 1))
        return
      } catch {
        onTrouble(name, error)
        state.withLock { $0.counts.failures &+= 1 }
        failures += 1
        switch CallFailure(error, items: batch.count, failures: failures) {
        case .askAgain:
          await clock.pause(for: backoff.delay(after: failures))
        case .split:
          for pending in batch { begin(.alone(pending.after(failures))) }
          return
        case .refused(let refusal):
          conclude(batch, .refused(refusal), note(call, tries: failures))
          return
        }
      }
    }
    conclude(batch, .stopped)
  }

  private func answer(_ batch: [Pending], _ answers: [Answer], _ note: CallNote) {
    for (pending, answer) in zip(batch, answers) {
      pending.conclude(.answered(answer), note)
    }
  }

  private func conclude(_ items: [Pending], _ outcome: Outcome, _ note: CallNote? = nil) {
    for pending in items { pending.conclude(outcome, note) }
  }
}

extension BatchingEdge {
  /// How much the edge has carried.
  var counts: EdgeCounts { state.withLock { $0.counts } }

  private func begin(_ batch: [Pending]) -> Call {
    state.withLock { state in
      state.counts.calls &+= 1
      state.counts.items &+= Int64(batch.count)
    }
    let cause = batch.count == 1 ? batch.first?.trace : nil
    return Call(
      trace: cause.map { traces.begin(under: $0) } ?? traces.begin(), sentAt: clock.now(),
      uptime: clock.uptime())
  }

  /// - Parameter tries: How often the items were sent together, or alone, this call included.
  private func note(_ call: Call, tries: Int) -> CallNote {
    CallNote(
      sentAt: call.sentAt, microseconds: max(0, clock.uptime() &- call.uptime), calls: tries,
      trace: call.trace.id, spanID: call.trace.spanID)
  }
}
