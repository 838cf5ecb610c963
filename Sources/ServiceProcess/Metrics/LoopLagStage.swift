import NIOCore
import ServiceLifecycle

/// Measures every second how long a piece of work waits for the event loop.
struct LoopLagStage: Service {
  let eventLoop: any EventLoop
  let lag: LoopLag
  let clock: any Clock<Duration>

  private static let period = Duration.seconds(1)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await clock.sleep(for: Self.period)
          try await measure()
        } catch {
          return
        }
      }
    }
    // The group ends a service that returns early as a failure of all.
    try? await gracefulShutdown()
  }

  private func measure() async throws {
    let asked = NIODeadline.now()
    let begun = try await eventLoop.submit { NIODeadline.now() }.get()
    lag.record((begun - asked).nanoseconds / 1_000)
  }
}
