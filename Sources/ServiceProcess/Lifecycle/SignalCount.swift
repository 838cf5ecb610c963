import Synchronization

/// Tells the first signal from those that follow.
final class SignalCount: Sendable {
  private let hasSeenOne = Atomic(false)

  /// Whether this is the first.
  func isFirst() -> Bool {
    !hasSeenOne.exchange(true, ordering: .acquiringAndReleasing)
  }
}
