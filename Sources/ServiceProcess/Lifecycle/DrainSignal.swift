import RPC
import Synchronization

/// Says that the process is about to end, so that calls without an end of their own give way.
package final class DrainSignal: Sendable {
  private struct State {
    var isDraining = false
    var nextWaiter = 0
    var waiters: [Int: CheckedContinuation<Void, any Error>] = [:]
  }

  private let state = Mutex(State())

  /// A signal that has not been raised.
  package init() {}

  /// Whether the process is about to end.
  package var isRaised: Bool { state.withLock { $0.isDraining } }

  /// The process is about to end.
  func raise() {
    let waiters = state.withLock { state in
      state.isDraining = true
      defer { state.waiters.removeAll() }
      return Array(state.waiters.values)
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Runs `body`, which may wait for ever, and cancels it when the process is about to end.
  ///
  /// Every handler that streams what is still to come, such as `WatchChanges`, runs within this:
  /// otherwise it holds the process for the whole time of draining.
  ///
  /// - Throws: What `body` throws; UNAVAILABLE with reason `DRAINING` once the process is ending.
  package func whileServing<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask(operation: body)
      group.addTask {
        try await self.wait()
        throw RPCError(.unavailable, "the server is shutting down", reason: "DRAINING")
      }
      defer { group.cancelAll() }
      guard let value = try await group.next() else { throw CancellationError() }
      return value
    }
  }

  /// Returns when the process is about to end.
  ///
  /// - Throws: `CancellationError` when the task is cancelled.
  func wait() async throws {
    let waiter = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { add($0, as: waiter) }
    } onCancel: {
      let cancelled = state.withLock { $0.waiters.removeValue(forKey: waiter) }
      cancelled?.resume(throwing: CancellationError())
    }
  }

  private func add(_ continuation: CheckedContinuation<Void, any Error>, as waiter: Int) {
    let outcome: Result<Void, any Error>? = state.withLock { state in
      // Looked at under the lock: a cancellation before this was not seen by the handler, and one
      // after it finds the waiter.
      if Task.isCancelled { return .failure(CancellationError()) }
      if state.isDraining { return .success(()) }
      state.waiters[waiter] = continuation
      return nil
    }
    if let outcome { continuation.resume(with: outcome) }
  }
}
