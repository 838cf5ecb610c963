import ServiceLifecycle

/// Keeps the store open until everything else has ended.
struct StoreStage: Service {
  let service: RunningService

  func run() async throws {
    try? await gracefulShutdown()
    await service.close()
  }
}

/// Answers calls until the process is to end, then drains.
struct ServingStage: Service {
  let service: RunningService

  func run() async throws {
    try? await gracefulShutdown()
    await service.stopServing()
  }
}
