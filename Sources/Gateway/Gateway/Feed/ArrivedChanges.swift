import Messages
import Synchronization

/// Changes between the stream that brings them and the store that keeps them: what arrives while a
/// transaction is under way is stored together in the next one.
///
/// One task adds and one takes.
final class ArrivedChanges: Sendable {
  private struct State {
    var changes: [TypeV1.Change] = []
    var isEnded = false
    var taker: CheckedContinuation<Void, Never>?
    var adder: CheckedContinuation<Void, Never>?
  }

  private let countMax: Int
  private let state = Mutex(State())

  /// Holds `countMax` changes at most.
  init(countMax: Int = 256) {
    self.countMax = countMax
  }

  /// Adds a change, after a wait while as many are held as may be.
  ///
  /// - Throws: `CancellationError` when nothing is taken any more.
  func add(_ change: TypeV1.Change) async throws {
    await withCheckedContinuation { continuation in
      let hasRoom = state.withLock { state in
        guard !state.isEnded, state.changes.count >= countMax else { return true }
        state.adder = continuation
        return false
      }
      if hasRoom { continuation.resume() }
    }
    let (isEnded, taker) = state.withLock { state in
      guard !state.isEnded else { return (true, CheckedContinuation<Void, Never>?.none) }
      state.changes.append(change)
      defer { state.taker = nil }
      return (false, state.taker)
    }
    taker?.resume()
    if isEnded { throw CancellationError() }
  }

  /// Waits for changes and takes all that are held, in order; nothing once they have ended.
  func take() async -> [TypeV1.Change]? {
    await withCheckedContinuation { continuation in
      let mustWait = state.withLock { state in
        guard state.changes.isEmpty, !state.isEnded else { return false }
        state.taker = continuation
        return true
      }
      if !mustWait { continuation.resume() }
    }
    let (changes, adder) = state.withLock { state in
      defer {
        state.changes = []
        state.adder = nil
      }
      return (state.changes, state.adder)
    }
    adder?.resume()
    return changes.isEmpty ? nil : changes
  }

  /// Says that no more is added, or that no more is taken.
  func end() {
    let waiting = state.withLock { state in
      state.isEnded = true
      defer { (state.taker, state.adder) = (nil, nil) }
      return [state.taker, state.adder]
    }
    for continuation in waiting { continuation?.resume() }
  }
}
