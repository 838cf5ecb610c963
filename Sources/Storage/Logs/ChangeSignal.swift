import Synchronization

/// Wakes those that wait for the change log to grow.
final class ChangeSignal: Sendable {
  private struct State {
    var latest: Int64 = 0
    var nextWaiter = 0
    var waiters: [Int: CheckedContinuation<Void, any Error>] = [:]
  }

  /// How many may wait at once.
  static let waitersMax = 1_024

  private let state = Mutex(State())

  /// The log now reaches `position`; everybody looks again.
  func raise(to position: Int64) {
    let waiters = state.withLock { state in
      state.latest = max(state.latest, position)
      defer { state.waiters.removeAll() }
      return Array(state.waiters.values)
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns at the next ``raise(to:)``, or at once when one has passed `position` already.
  ///
  /// - Throws: `CancellationError` when the task is cancelled; ``StorageError/Code/overloaded``.
  nonisolated(nonsending) func wait(after position: Int64) async throws {
    let waiter = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        add(continuation, as: waiter, after: position)
      }
    } onCancel: {
      let cancelled = state.withLock { $0.waiters.removeValue(forKey: waiter) }
      cancelled?.resume(throwing: CancellationError())
    }
  }

  private func add(
    _ continuation: CheckedContinuation<Void, any Error>, as waiter: Int, after position: Int64
  ) {
    let outcome: Result<Void, any Error>? = state.withLock { state in
      // Looked at under the lock: a cancellation before this was not seen by the handler, and one
      // after it finds the waiter.
      if Task.isCancelled { return .failure(CancellationError()) }
      if state.latest > position { return .success(()) }
      guard state.waiters.count < ChangeSignal.waitersMax else {
        return .failure(StorageError(.overloaded, "too many callers wait for changes"))
      }
      state.waiters[waiter] = continuation
      return nil
    }
    if let outcome { continuation.resume(with: outcome) }
  }
}
