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

  private struct Pending: Sendable {
    let item: Item
    let continuation: CheckedContinuation<Outcome, Never>
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
  }

  private let name: String
  private let backoff: Backoff
  private let send: @Sendable ([Item]) async throws -> [Answer]
  private let onTrouble: @Sendable (String, any Error) -> Void
  private let state: Mutex<State>
  private let works: AsyncStream<Work>
  private let ready: AsyncStream<Work>.Continuation

  /// Makes an edge.
  ///
  /// - Parameters:
  ///   - send: Carries a batch; one answer an item, in the same order.
  ///   - onTrouble: Told of each failed call, with the edge's name.
  init(
    _ name: String, itemsMax: Int, backoff: Backoff = Backoff(),
    onTrouble: @escaping @Sendable (String, any Error) -> Void,
    send: @escaping @Sendable ([Item]) async throws -> [Answer]
  ) {
    self.name = name
    self.backoff = backoff
    self.send = send
    self.onTrouble = onTrouble
    state = Mutex(State(queue: BatchQueue(itemsMax: itemsMax)))
    (works, ready) = AsyncStream.makeStream()
  }

  /// Asks for one item and waits until there is an answer.
  nonisolated(nonsending) func ask(_ item: Item) async -> Outcome {
    await withCheckedContinuation { continuation in
      let pending = Pending(item: item, continuation: continuation)
      let (isStopped, batch) = state.withLock { state in
        state.isStopped ? (true, nil) : (false, state.queue.add(pending))
      }
      if isStopped { continuation.resume(returning: .stopped) }
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
      do {
        let answers = try await send(batch.map(\.item))
        guard answers.count == batch.count else { throw EdgeError.answersDoNotMatch }
        for (pending, answer) in zip(batch, answers) {
          pending.continuation.resume(returning: .answered(answer))
        }
        return
      } catch {
        onTrouble(name, error)
        failures += 1
        switch CallFailure(error, items: batch.count, failures: failures) {
        case .askAgain:
          try? await ContinuousClock().sleep(for: backoff.delay(after: failures))
        case .split:
          for pending in batch { begin(.alone(pending)) }
          return
        case .refused(let refusal):
          conclude(batch, .refused(refusal))
          return
        }
      }
    }
    conclude(batch, .stopped)
  }

  private func conclude(_ items: [Pending], _ outcome: Outcome) {
    for pending in items { pending.continuation.resume(returning: outcome) }
  }
}

/// What an edge itself finds wrong with an answer.
enum EdgeError: Error {
  /// The answer has more or fewer results than the request had items.
  case answersDoNotMatch
}
