public import NIOCore

/// A task executor over one event loop: tasks that prefer it run on the loop's thread.
///
/// Jobs that are enqueued from the loop itself wait in a plain array, which is emptied once per turn
/// of the loop, or earlier by a connection that is about to write; jobs from elsewhere go through
/// the loop's own queue.
///
/// Sendable although mutable: `jobs` and `isScheduled` are touched on the loop only.
public final class LoopExecutor: TaskExecutor, @unchecked Sendable {
  /// Where the jobs run.
  public let eventLoop: any EventLoop
  private var jobs: [UnownedJob] = []
  private var isScheduled = false

  /// An executor; make one per loop, so that its queue is shared by all connections of that loop.
  public init(_ eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  /// Called by the Swift runtime.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    guard eventLoop.inEventLoop else {
      eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
      return
    }
    jobs.append(job)
    guard !isScheduled else { return }
    isScheduled = true
    eventLoop.execute {
      self.isScheduled = false
      self.runPending()
    }
  }

  /// Runs what is waiting, and what that makes ready, up to a bound; only on the loop.
  func runPending() {
    var budget = 4
    while !jobs.isEmpty && budget > 0 {
      let batch = jobs
      jobs.removeAll(keepingCapacity: true)
      for job in batch { job.runSynchronously(on: asUnownedTaskExecutor()) }
      budget -= 1
    }
    reschedule()
  }

  private func reschedule() {
    guard !jobs.isEmpty, !isScheduled else { return }
    isScheduled = true
    eventLoop.execute {
      self.isScheduled = false
      self.runPending()
    }
  }

  /// Starts a task that runs here at once, without a trip through a queue, up to its first wait.
  ///
  /// Only on the loop.
  func start(_ operation: sending @escaping () async -> Void) -> Task<Void, Never> {
    if #available(macOS 26.0, *) {
      return Task.immediate(executorPreference: self, operation: operation)
    }
    return Task(executorPreference: self, operation: operation)
  }
}
