#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A bounded queue between tasks that add and threads that wait.
///
/// Unchecked, because every access to `jobs`, `taken` and `isClosed` is made under `lock`. A POSIX lock is
/// used because a thread must sleep on it, which `Mutex` has no way to do.
final class JobQueue<Job: Sendable>: @unchecked Sendable {
  private let jobsMax: Int
  private var jobs: [Job] = []
  private var taken = 0
  private var isClosed = false
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// Makes a queue for `jobsMax` jobs.
  init(jobsMax: Int) {
    self.jobsMax = jobsMax
    pthread_mutex_init(lock, nil)
    pthread_cond_init(arrival, nil)
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
    return jobs.count - taken
  }

  /// Adds a job and wakes one thread.
  func add(_ job: Job) throws(StorageError) {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    guard !isClosed else { throw StorageError(.closed, "the store is closed") }
    guard jobs.count - taken < jobsMax else {
      throw StorageError(.overloaded, "too many callers wait for the store")
    }
    jobs.append(job)
    pthread_cond_signal(arrival)
  }

  /// Sleeps until there are jobs and takes up to `count` of them, oldest first.
  ///
  /// Returns none when the queue is closed and empty.
  func take(upTo count: Int) -> [Job] {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while jobs.isEmpty, !isClosed {
      pthread_cond_wait(arrival, lock)
    }
    let next = Array(jobs[taken...].prefix(count))
    taken += next.count
    if taken == jobs.count || taken >= jobsMax {
      jobs.removeFirst(taken)
      taken = 0
    }
    return next
  }

  /// Refuses further jobs and wakes every thread.
  func close() {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    isClosed = true
    pthread_cond_broadcast(arrival)
  }
}
