#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A bounded queue between tasks that add and threads that wait.
///
/// Unchecked, because every access to its state is made under `lock`. A POSIX lock is used because a
/// thread must sleep on it, which `Mutex` has no way to do.
final class JobQueue<Job: Sendable>: @unchecked Sendable {
  private let jobsMax: Int
  private var jobs: [Job] = []
  private var taken = 0
  private var isClosed = false
  /// Whether a job waits that must not be kept back.
  private var isHurried = false
  /// How many jobs the thread that gathers waits for; nothing while none does.
  private var gathering: Int?
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// Makes a queue for `jobsMax` jobs.
  init(jobsMax: Int) {
    self.jobsMax = jobsMax
    pthread_mutex_init(lock, nil)
    ConditionTime.prepare(arrival)
  }

  deinit {
    pthread_cond_destroy(arrival)
    pthread_mutex_destroy(lock)
    arrival.deallocate()
    lock.deallocate()
  }

  /// How many jobs wait.
  var count: Int {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return waiting
  }

  private var waiting: Int { jobs.count - taken }

  /// Adds a job and wakes a thread, unless that one gathers and the job can wait.
  func add(_ job: Job, urgency: WriteUrgency = .immediate) throws(StorageError) {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    guard !isClosed else { throw StorageError(.closed, "the store is closed") }
    guard waiting < jobsMax else {
      throw StorageError(.overloaded, "too many callers wait for the store")
    }
    jobs.append(job)
    if case .immediate = urgency { isHurried = true }
    if let gathering, !isHurried, waiting < gathering { return }
    pthread_cond_signal(arrival)
  }

  /// Sleeps until there are jobs and takes up to `count` of them, oldest first.
  ///
  /// Returns none when the queue is closed and empty.
  ///
  /// - Parameter milliseconds: How long jobs that can wait are kept back while fewer than `count` have
  ///   come; for a queue that one thread takes from.
  func take(upTo count: Int, gatheringFor milliseconds: Int32 = 0) -> [Job] {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while jobs.isEmpty, !isClosed {
      pthread_cond_wait(arrival, lock)
    }
    if milliseconds > 0 { gather(count, milliseconds) }
    let next = Array(jobs[taken...].prefix(count))
    taken += next.count
    if taken == jobs.count || taken >= jobsMax {
      jobs.removeFirst(taken)
      taken = 0
    }
    if jobs.isEmpty { isHurried = false }
    return next
  }

  private func gather(_ count: Int, _ milliseconds: Int32) {
    let end = MonotonicClock.microseconds &+ Int64(milliseconds) * 1_000
    gathering = count
    while !isClosed, !isHurried, waiting < count {
      let left = end &- MonotonicClock.microseconds
      guard left > 0 else { break }
      ConditionTime.wait(arrival, lock, microseconds: left)
    }
    gathering = nil
  }

  /// Refuses further jobs and wakes every thread.
  func close() {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    isClosed = true
    pthread_cond_broadcast(arrival)
  }
}
