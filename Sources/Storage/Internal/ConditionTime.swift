#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Waiting on a condition for a limited time by a clock that nobody sets.
enum ConditionTime {
  /// Makes a condition that can be waited on for a time.
  static func prepare(_ condition: UnsafeMutablePointer<pthread_cond_t>) {
    #if canImport(Darwin)
      pthread_cond_init(condition, nil)
    #else
      var attributes = pthread_condattr_t()
      pthread_condattr_init(&attributes)
      pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
      pthread_cond_init(condition, &attributes)
      pthread_condattr_destroy(&attributes)
    #endif
  }

  /// Waits for a signal, for `microseconds` at most.
  static func wait(
    _ condition: UnsafeMutablePointer<pthread_cond_t>,
    _ lock: UnsafeMutablePointer<pthread_mutex_t>, microseconds: Int64
  ) {
    #if canImport(Darwin)
      var time = timespec(
        tv_sec: Int(microseconds / 1_000_000), tv_nsec: Int(microseconds % 1_000_000) * 1_000)
      pthread_cond_timedwait_relative_np(condition, lock, &time)
    #else
      let end = MonotonicClock.microseconds &+ microseconds
      var time = timespec(
        tv_sec: Int(end / 1_000_000), tv_nsec: Int(end % 1_000_000) * 1_000)
      pthread_cond_timedwait(condition, lock, &time)
    #endif
  }
}
