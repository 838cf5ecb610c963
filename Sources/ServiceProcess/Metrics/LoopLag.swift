import Synchronization

/// How long work for an event loop waited, measured once a second and kept for a minute.
final class LoopLag: Sendable {
  /// How many measurements are kept.
  static let measurementsMax = 60

  private struct State {
    var microseconds = [Int64](repeating: 0, count: LoopLag.measurementsMax)
    var next = 0
  }

  private let state = Mutex(State())

  /// Keeps a measurement in microseconds and forgets the oldest.
  func record(_ microseconds: Int64) {
    state.withLock { state in
      state.microseconds[state.next] = max(0, microseconds)
      state.next = (state.next + 1) % Self.measurementsMax
    }
  }

  /// The longest wait that is kept, in microseconds.
  var longest: Int64 { state.withLock { $0.microseconds.max() ?? 0 } }
}
