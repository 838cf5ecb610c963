/// A caller of ``Store/write(_:)`` that waits for its answer.
protocol PendingWrite: AnyObject, Sendable {
  /// Does the caller's work and keeps its outcome; whether the work is to be kept.
  func perform(in transaction: Transaction) -> Bool
  /// Gives the caller the outcome of its work, which is durable now.
  func answer()
  /// Tells the caller that nothing of it was kept.
  func fail(_ error: StorageError)
}

/// A write with the type of its answer.
///
/// Unchecked, because `outcome` needs no lock: the queue hands the object to the writer thread, which
/// alone touches it afterwards and answers or fails it once. Therefore the continuation is not checked
/// either, which would cost an object and two searches for generic types each time.
final class QueuedWrite<Answer: Sendable>: PendingWrite, @unchecked Sendable {
  private let body: @Sendable (Transaction) throws -> Answer
  private let continuation: UnsafeContinuation<Answer, any Error>
  private var outcome: Result<Answer, any Error>?

  init(
    _ body: @escaping @Sendable (Transaction) throws -> Answer,
    _ continuation: UnsafeContinuation<Answer, any Error>
  ) {
    self.body = body
    self.continuation = continuation
  }

  func perform(in transaction: Transaction) -> Bool {
    do {
      outcome = .success(try body(transaction))
      return true
    } catch {
      outcome = .failure(error)
      return false
    }
  }

  func answer() {
    let missing = StorageError(.unavailable, "the write was not tried")
    continuation.resume(with: outcome ?? .failure(missing))
  }

  func fail(_ error: StorageError) {
    continuation.resume(throwing: error)
  }
}
