import Synchronization

/// Numbers from 0 on, each given out once.
final class Counter: Sendable {
  private let next = Atomic(0)

  func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }

  var value: Int { next.load(ordering: .relaxed) }
}
