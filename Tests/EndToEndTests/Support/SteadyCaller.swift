import Synchronization
import TestKit

/// Makes one kind of call after the other, fewer than a second's worth in all, until told to end.
final class SteadyCaller: Sendable {
  private struct State {
    var answered = 0
    var failures: [String] = []
    var isEnding = false
  }

  /// Every class of calls allows that many at once.
  private static let callsMax = 900

  private let state = Mutex(State())
  private let work: Mutex<Task<Void, Never>?> = Mutex(nil)

  /// Begins; `call` is given the number of the call.
  init(_ call: @escaping @Sendable (Int) async throws -> Void) {
    let work = Task {
      for number in 1...Self.callsMax where !self.state.withLock({ $0.isEnding }) {
        do {
          try await call(number)
          self.state.withLock { $0.answered += 1 }
        } catch {
          self.state.withLock { $0.failures.append("\(error)") }
        }
      }
    }
    self.work.withLock { $0 = work }
  }

  /// How many calls were answered.
  var answered: Int { state.withLock { $0.answered } }

  /// Ends, and gives what failed.
  func end() async -> [String] {
    state.withLock { $0.isEnding = true }
    await work.withLock { $0 }?.value
    return state.withLock { $0.failures }
  }
}
