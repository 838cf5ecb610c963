/// A caller of ``Store/read(_:)`` that waits for its answer.
protocol PendingRead: AnyObject, Sendable {
  /// Does the caller's work and keeps its outcome.
  func perform(in reader: Reader)
  /// Gives the caller the outcome of its work.
  func answer()
  /// Tells the caller that the store could not be read.
  func fail(_ error: StorageError)
}

/// A read with the type of its answer.
///
/// Unchecked, because `outcome` needs no lock: the queue hands the object to one reader thread, which
/// alone touches it afterwards and answers or fails it once. Therefore the continuation is not checked
/// either, which would cost an object and two searches for generic types each time.
final class QueuedRead<Answer: Sendable>: PendingRead, @unchecked Sendable {
  private let body: @Sendable (Reader) throws -> Answer
  private let continuation: UnsafeContinuation<Answer, any Error>
  private var outcome: Result<Answer, any Error>?

  init(
    _ body: @escaping @Sendable (Reader) throws -> Answer,
    _ continuation: UnsafeContinuation<Answer, any Error>
  ) {
    self.body = body
    self.continuation = continuation
  }

  func perform(in reader: Reader) {
    outcome = Result { try body(reader) }
  }

  func answer() {
    let missing = StorageError(.unavailable, "the read was not tried")
    continuation.resume(with: outcome ?? .failure(missing))
  }

  func fail(_ error: StorageError) {
    continuation.resume(throwing: error)
  }
}
