import Synchronization

/// Counts the calls that asked for admission.
final class AdmissionCount: Sendable {
  private let count = Atomic(0)

  func add() {
    count.add(1, ordering: .relaxed)
  }

  var value: Int { count.load(ordering: .relaxed) }
}
