import ServiceLifecycle

/// Looks after the certificates every second for as long as the process answers calls.
struct SecurityStage: Service {
  let security: ProcessSecurity
  let clock: any Clock<Duration>

  /// How often files are looked at; a denied peer is gone within five of these.
  static let period = Duration.seconds(1)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do {
          try await clock.sleep(for: Self.period)
        } catch {
          return
        }
        security.tick()
      }
    }
    // The group ends a service that returns early as a failure of all.
    try? await gracefulShutdown()
  }
}
