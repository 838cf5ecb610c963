import Synchronization

/// The count of claims that wait for a person, as the store tells it when somebody asks.
///
/// The store is asked by ``run()``, one question at a time. Whoever wants to know waits for the answer
/// for a while and then goes without: a store that is busy or stuck keeps no metrics back.
final class PendedGauge: Sendable {
  /// How long an answer is waited for.
  static let waitTimeMax = Duration.seconds(1)

  private struct State {
    var nextWaiter = 0
    var waiters: [Int: CheckedContinuation<Int64?, Never>] = [:]
  }

  private let state = Mutex(State())
  private let questions: AsyncStream<Void>
  private let question: AsyncStream<Void>.Continuation
  private let machine: MachineClock
  private let count: @Sendable () async throws -> Int64

  /// A gauge that asks `count`.
  init(machine: MachineClock, count: @escaping @Sendable () async throws -> Int64) {
    self.machine = machine
    self.count = count
    (questions, question) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Asks whenever somebody wants to know, until the surrounding task is cancelled.
  func run() async {
    for await _ in questions {
      let answer = try? await count()
      let waiters = state.withLock { state in
        defer { state.waiters.removeAll() }
        return Array(state.waiters.values)
      }
      for waiter in waiters { waiter.resume(returning: answer) }
    }
  }

  /// The count now; nothing when the store does not tell in time.
  func value() async -> Int64? {
    await withTaskGroup(of: Int64?.self) { group in
      group.addTask { await self.answer() }
      group.addTask {
        await self.machine.pause(for: PendedGauge.waitTimeMax)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }

  private func answer() async -> Int64? {
    let waiter = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { add($0, as: waiter) }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: waiter) }?.resume(returning: nil)
    }
  }

  private func add(_ continuation: CheckedContinuation<Int64?, Never>, as waiter: Int) {
    let isCancelled = state.withLock { state in
      // Looked at under the lock: a cancellation before this was not seen by the handler, and one
      // after it finds the waiter.
      guard !Task.isCancelled else { return true }
      state.waiters[waiter] = continuation
      return false
    }
    if isCancelled { continuation.resume(returning: nil) } else { question.yield() }
  }
}
