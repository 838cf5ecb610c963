import NIOCore
import RPC
import ServiceLifecycle

/// Drives claims on the event loop until the process is to end.
struct GatewayStage: Service {
  let gateway: GatewayService
  let eventLoop: any EventLoop

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskExecutorPreference(LoopExecutor(eventLoop)) {
        await gateway.run()
      }
    }
  }
}
