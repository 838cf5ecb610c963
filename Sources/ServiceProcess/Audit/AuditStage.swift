import ServiceLifecycle

/// Writes the audit trail in the background until the process is to end.
struct AuditStage: Service {
  let trail: AuditTrail

  func run() async throws {
    await cancelWhenGracefulShutdown { await trail.run() }
  }
}
