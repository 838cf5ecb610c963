import Synchronization

/// Numbers that other threads report.
final class SeenNumbers: Sendable {
  private let numbers = Mutex<[Int]>([])

  func add(_ number: Int) { numbers.withLock { $0.append(number) } }
  var sorted: [Int] { numbers.withLock { $0.sorted() } }
}
