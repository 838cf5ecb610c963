import Synchronization

/// What happened, in order, for tests that wait for it.
final class Journal<Entry: Sendable>: Sendable {
  private struct Waiter {
    let number: Int
    let condition: @Sendable ([Entry]) -> Bool
    let continuation: CheckedContinuation<[Entry], Never>
  }

  private struct State {
    var entries: [Entry] = []
    var waiters: [Waiter] = []
    var number = 0
  }

  private let state = Mutex(State())

  var all: [Entry] { state.withLock { $0.entries } }

  func append(_ entry: Entry) {
    change { $0.entries.append(entry) }
  }

  /// Waits until the condition holds; a test whose time is up stops waiting.
  @discardableResult
  func wait(until condition: @escaping @Sendable ([Entry]) -> Bool) async -> [Entry] {
    let number = state.withLock { state in
      state.number += 1
      return state.number
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waiter = Waiter(number: number, condition: condition, continuation: continuation)
        change { $0.waiters.append(waiter) }
        if Task.isCancelled { abandon(number) }
      }
    } onCancel: {
      abandon(number)
    }
  }

  private func abandon(_ number: Int) {
    take { waiter, _ in waiter.number == number }
  }

  private func change(_ body: (inout State) -> Void) {
    state.withLock { body(&$0) }
    take { waiter, entries in waiter.condition(entries) }
  }

  private func take(where isTaken: (Waiter, [Entry]) -> Bool) {
    let (taken, entries) = state.withLock { state in
      let entries = state.entries
      var taken: [Waiter] = []
      state.waiters.removeAll { waiter in
        guard isTaken(waiter, entries) else { return false }
        taken.append(waiter)
        return true
      }
      return (taken, entries)
    }
    for waiter in taken { waiter.continuation.resume(returning: entries) }
  }
}
