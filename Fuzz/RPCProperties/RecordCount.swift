import Synchronization

/// Counts what an observer is told.
final class RecordCount: Sendable {
  private let count = Atomic(0)

  func add() {
    count.add(1, ordering: .relaxed)
  }

  var value: Int { count.load(ordering: .relaxed) }
}
