package import Domain
import NIOCore
import ServiceProcess

/// The clock of the machine, by which timelines are kept and work is paced; no decision is made by it.
package struct MachineClock: Sendable {
  /// The time in UTC.
  package let now: @Sendable () -> Instant
  /// Microseconds since some moment, which only grow: for measuring.
  package let uptime: @Sendable () -> Int64
  private let wait: @Sendable (Duration) async throws -> Void

  /// A clock that reads the given functions.
  ///
  /// - Parameter wait: Returns after that time, or throws when the task is cancelled before.
  package init(
    now: @escaping @Sendable () -> Instant, uptime: @escaping @Sendable () -> Int64,
    wait: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.uptime = uptime
    self.wait = wait
  }

  /// Waits so long, or until the task is cancelled.
  package func pause(for time: Duration) async {
    try? await wait(time)
  }

  /// The system's clock.
  package static let system = MachineClock(
    now: { .now },
    uptime: { Int64(clamping: NIODeadline.now().uptimeNanoseconds / 1_000) },
    wait: { try await ContinuousClock().sleep(for: $0) })
}
