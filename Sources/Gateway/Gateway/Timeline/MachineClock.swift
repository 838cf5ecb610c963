package import Domain
import NIOCore
import ServiceProcess

/// The clock of the machine, by which timelines are kept; no decision is made by it.
package struct MachineClock: Sendable {
  /// The time in UTC.
  package let now: @Sendable () -> Instant
  /// Microseconds since some moment, which only grow: for measuring.
  package let uptime: @Sendable () -> Int64

  /// A clock that reads the given functions.
  package init(now: @escaping @Sendable () -> Instant, uptime: @escaping @Sendable () -> Int64) {
    self.now = now
    self.uptime = uptime
  }

  /// The system's clock.
  package static let system = MachineClock(
    now: { .now },
    uptime: { Int64(clamping: NIODeadline.now().uptimeNanoseconds / 1_000) })
}
