#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Time that only goes forward, for measuring.
enum MonotonicClock {
  /// Microseconds since some moment in the past.
  static var microseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) &* 1_000_000 &+ Int64(time.tv_nsec) / 1_000
  }
}
