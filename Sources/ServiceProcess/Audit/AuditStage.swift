import ServiceLifecycle

/// Writes the audit trail in the background until the process is to end.
struct AuditStage: Service {
  let trail: AuditTrail
  let clock: any Clock<Duration>

  func run() async throws {
    await cancelWhenGracefulShutdown { await trail.run(on: clock) }
  }
}
