import Synchronization

/// The SQLite driver: a writer thread, reader threads and a thread that moves the log to the file.
final class SQLiteEngine: StoreEngine {
  private let configuration: StoreConfiguration
  private let file: SQLiteStoreFile
  private let writes: JobQueue<any PendingWrite>
  private let reads: JobQueue<any PendingRead>
  private let checkpoints = JobQueue<Void>(jobsMax: 1)
  private let isFinishWanted = Atomic(false)
  private let counted = Mutex(StoreStatistics())
  private let readCount = Atomic<Int64>(0)
  private let lifetime: Mutex<Lifetime>

  private struct Lifetime {
    let connections: [SQLiteConnection]
    var threads = 0
    var isClosed = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  /// Opens the file and starts the threads.
  init(_ configuration: StoreConfiguration, schema: StoreSchema) throws(StorageError) {
    self.configuration = configuration
    file = try SQLiteStoreFile(path: configuration.path)
    writes = JobQueue(jobsMax: configuration.writesQueuedMax)
    reads = JobQueue(jobsMax: configuration.readsQueuedMax)
    let connections = try SQLiteConnections(configuration, schema: schema)
    lifetime = Mutex(Lifetime(connections: connections.inClosingOrder))
    do throws(StorageError) {
      try start(connections)
    } catch {
      refuseNewWork()
      throw error
    }
  }

  var statistics: StoreStatistics {
    var statistics = counted.withLock { $0 }
    statistics.writesQueued = writes.count
    statistics.reads = readCount.load(ordering: .relaxed)
    return statistics
  }

  func submit(_ write: any PendingWrite, _ urgency: WriteUrgency) throws(StorageError) {
    try writes.add(write, urgency: urgency)
  }

  func submit(_ read: any PendingRead) throws(StorageError) {
    try reads.add(read)
  }

  func refuseNewWork() {
    writes.close()
    reads.close()
    checkpoints.close()
  }

  nonisolated(nonsending) func waitUntilClosed() async {
    await withCheckedContinuation { continuation in
      let isClosed = lifetime.withLock { lifetime in
        if !lifetime.isClosed { lifetime.waiting.append(continuation) }
        return lifetime.isClosed
      }
      if isClosed { continuation.resume() }
    }
  }

  private func start(_ connections: SQLiteConnections) throws(StorageError) {
    try startThread { engine in engine.writeUntilClosed(connections.writer) }
    for reader in connections.readers {
      try startThread { engine in engine.readUntilClosed(reader) }
    }
    try startThread { engine in
      engine.checkpointUntilClosed(connections.checkpointer)
    }
  }

  private func startThread(
    _ body: @escaping @Sendable (SQLiteEngine) -> Void
  ) throws(StorageError) {
    lifetime.withLock { $0.threads += 1 }
    do throws(StorageError) {
      try StoreThread.start { [self] in
        body(self)
        threadEnded()
      }
    } catch {
      threadEnded()
      throw error
    }
  }

  /// The last thread closes the connections, the writer's last, which removes the log.
  private func threadEnded() {
    let waiting = lifetime.withLock { lifetime in
      lifetime.threads -= 1
      guard lifetime.threads == 0 else { return [CheckedContinuation<Void, Never>]() }
      for connection in lifetime.connections { connection.close() }
      file.unlock()
      lifetime.isClosed = true
      defer { lifetime.waiting = [] }
      return lifetime.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}

extension SQLiteEngine {
  private func writeUntilClosed(_ connection: SQLiteConnection) {
    let gauge = LogGauge()
    connection.follow(gauge)
    let writer = SQLiteWriter(connection)
    while case let group = writes.take(
      upTo: configuration.groupSizeMax, gatheringFor: configuration.gatherMilliseconds),
      !group.isEmpty
    {
      let began = MonotonicClock.microseconds
      let failure = writer.commit(group)
      count(
        group.count, failure, logPages: gauge.pages, rows: connection.rowsChanged,
        microseconds: MonotonicClock.microseconds - began)
      writer.answer(group, failure)
      if gauge.pages >= configuration.checkpointPages { moveLog(connection) }
    }
    connection.stopFollowing()
  }

  /// Asks for the log to be moved, and finishes the move when most of it is done.
  ///
  /// The other thread never reaches the end of a log that grows meanwhile, and a log begins anew only
  /// when all of it has been moved. The rest that the writer moves here is what one pass of the other
  /// thread left behind.
  private func moveLog(_ connection: SQLiteConnection) {
    if isFinishWanted.exchange(false, ordering: .acquiringAndReleasing) {
      checkpoint(connection)
    } else {
      // Refused when a pass is asked for already, or when the store closes.
      _ = try? checkpoints.add(())
    }
  }

  private func checkpointUntilClosed(_ connection: SQLiteConnection) {
    while !checkpoints.take(upTo: 1).isEmpty {
      checkpoint(connection)
      isFinishWanted.store(true, ordering: .releasing)
    }
  }

  private func checkpoint(_ connection: SQLiteConnection) {
    do throws(StorageError) {
      try connection.checkpoint()
      counted.withLock { statistics in
        statistics.checkpoints += 1
        statistics.lastCheckpointFailure = nil
      }
    } catch {
      counted.withLock { $0.lastCheckpointFailure = error.code }
    }
  }

  private func count(
    _ size: Int, _ failure: StorageError?, logPages: Int, rows: Int64, microseconds: Int64
  ) {
    counted.withLock { statistics in
      statistics.writes += size
      statistics.groupSizes.record(Int64(size))
      statistics.groupTimes.record(microseconds)
      statistics.rowsChanged = rows
      statistics.groupSizeLargest = max(statistics.groupSizeLargest, size)
      statistics.logPages = logPages
      statistics.lastFailure = failure?.code
      if failure == nil {
        statistics.groupsCommitted += 1
      } else {
        statistics.groupsFailed += 1
      }
    }
  }

  private func readUntilClosed(_ connection: SQLiteConnection) {
    let reader = Reader(connection)
    while let read = reads.take(upTo: 1).first {
      readCount.wrappingAdd(1, ordering: .relaxed)
      do throws(StorageError) {
        try connection.control(.beginReading)
        read.perform(in: reader)
        connection.abandonTransaction()
        read.answer()
      } catch {
        read.fail(error)
      }
    }
  }
}
