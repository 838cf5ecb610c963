package import Domain

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension Instant {
  /// What the system's clock says: for logs, and at the gateway to give a claim its business time.
  /// No service reads it for a decision.
  package static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
  }

  /// What the system's clock says; nothing when it cannot be read or was never set.
  package static var nowIfKnown: Instant? {
    let now = Instant.now
    return now.microseconds > 0 ? now : nil
  }
}
