/// A service's own database: one writer that shares transactions among callers, and readers.
///
/// Bodies run on the store's threads, never on the caller's, and must not wait for anything else.
/// An answer is given only when it is durable: a caller that received one finds it again after the
/// process or the machine dies.
package final class Store: Sendable {
  private let engine: any StoreEngine

  init(engine: any StoreEngine) {
    self.engine = engine
  }

  deinit {
    engine.refuseNewWork()
  }

  /// Opens the store at `configuration.path`, making it or bringing it up to date first.
  ///
  /// Blocks while migrations run; call it at start.
  ///
  /// - Throws: ``StorageError`` in words for an operator when the file is another program's, is open
  ///   in another process, may be read by others, or cannot be made durable.
  package static func open(
    _ configuration: StoreConfiguration, schema: StoreSchema
  ) throws(StorageError) -> Store {
    if let violation = configuration.firstViolation() {
      throw StorageError(.configuration, violation)
    }
    return Store(engine: try SQLiteEngine(configuration, schema: schema))
  }

  /// Runs `body` in a transaction and returns once it is durable.
  ///
  /// Callers that arrive together share one transaction and one flush to disk. What `body` throws
  /// undoes its own work alone and is thrown to its caller, after the group is durable too, because
  /// the body may have seen rows of its group. It runs a second time when another of its group threw,
  /// and does nothing therefore but read and write in the transaction.
  ///
  /// - Parameter urgency: Whether the write may be kept back for others.
  /// - Throws: What `body` throws; ``StorageError/Code/overloaded`` and
  ///   ``StorageError/Code/closed`` when nothing was tried; ``StorageError/Code/full`` or
  ///   ``StorageError/Code/unavailable`` when the group was not acknowledged.
  @discardableResult
  package nonisolated(nonsending) func write<Answer: Sendable>(
    urgency: WriteUrgency = .immediate,
    _ body: @escaping @Sendable (Transaction) throws -> Answer
  ) async throws -> Answer {
    try Task.checkCancellation()
    return try await withUnsafeThrowingContinuation { continuation in
      let write = QueuedWrite(body, continuation)
      do throws(StorageError) {
        try engine.submit(write, urgency)
      } catch {
        write.fail(error)
      }
    }
  }

  /// Runs `body` on a snapshot that holds everything acknowledged before the call.
  ///
  /// - Throws: What `body` throws; ``StorageError/Code/overloaded`` and
  ///   ``StorageError/Code/closed`` when nothing was tried.
  package nonisolated(nonsending) func read<Answer: Sendable>(
    _ body: @escaping @Sendable (Reader) throws -> Answer
  ) async throws -> Answer {
    try Task.checkCancellation()
    return try await withUnsafeThrowingContinuation { continuation in
      let read = QueuedRead(body, continuation)
      do throws(StorageError) {
        try engine.submit(read)
      } catch {
        read.fail(error)
      }
    }
  }

  /// Asks the database to check its own pages, indexes and references.
  ///
  /// Reads the whole file, on one of the reader threads.
  ///
  /// - Parameter count: How many violations to report at most.
  package nonisolated(nonsending) func violations(max count: Int = 100) async throws
    -> [StoreViolation]
  {
    try await read { reader in try reader.connection.violations(max: count) }
  }

  /// What the store has done since it was opened.
  package var statistics: StoreStatistics { engine.statistics }

  /// Refuses new work, finishes what is queued and closes the file.
  package nonisolated(nonsending) func close() async {
    engine.refuseNewWork()
    await engine.waitUntilClosed()
  }
}
