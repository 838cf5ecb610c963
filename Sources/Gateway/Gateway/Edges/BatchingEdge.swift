import RPC
import Synchronization

/// One edge from the gateway to a service: items in, answers out, batches on the wire.
///
/// A batch whose outcome is unknown is sent again, the same items with the same keys, until there is
/// an answer: an unknown outcome is not a failure. The edge owns the tasks that send, and ``run()``
/// ends them.
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

  private struct State {
    var queue: BatchQueue<Pending>
    var isStopped = false
  }

  private let name: String
  private let backoff: Backoff
  private let send: @Sendable ([Item]) async throws -> [Answer]
  private let onTrouble: @Sendable (String, any Error) -> Void
  private let state: Mutex<State>
  private let batches: AsyncStream<[Pending]>
  private let ready: AsyncStream<[Pending]>.Continuation

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
    (batches, ready) = AsyncStream.makeStream()
  }

  /// Asks for one item and waits until there is an answer.
  nonisolated(nonsending) func ask(_ item: Item) async -> Outcome {
    await withCheckedContinuation { continuation in
      let pending = Pending(item: item, continuation: continuation)
      let (isStopped, batch) = state.withLock { state in
        state.isStopped ? (true, nil) : (false, state.queue.add(pending))
      }
      if isStopped { continuation.resume(returning: .stopped) }
      if let batch { ready.yield(batch) }
    }
  }

  /// Sends batches until the surrounding task is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      for await batch in batches {
        group.addTask { await self.carry(batch) }
      }
      group.cancelAll()
    }
    stop()
  }

  private func stop() {
    let remaining = state.withLock { state in
      state.isStopped = true
      var remaining: [Pending] = []
      while let batch = state.queue.finishBatch() { remaining += batch }
      return remaining
    }
    for pending in remaining { pending.continuation.resume(returning: .stopped) }
  }

  private func carry(_ batch: [Pending]) async {
    await deliver(batch)
    if let next = state.withLock({ $0.queue.finishBatch() }) {
      ready.yield(next)
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
        switch CallFailure(error, items: batch.count) {
        case .askAgain: break
        case .split:
          for pending in batch { await deliver([pending]) }
          return
        case .refused:
          let refusal = error as? RPCError ?? RPCError(.unknown, "the call was refused")
          for pending in batch { pending.continuation.resume(returning: .refused(refusal)) }
          return
        }
        failures += 1
        try? await ContinuousClock().sleep(for: backoff.delay(after: failures))
      }
    }
    for pending in batch { pending.continuation.resume(returning: .stopped) }
  }
}

/// What an edge itself finds wrong with an answer.
enum EdgeError: Error {
  /// The answer has more or fewer results than the request had items.
  case answersDoNotMatch
}
