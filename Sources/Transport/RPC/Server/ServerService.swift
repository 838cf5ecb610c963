import NIOCore
import Synchronization

/// What all connections of a server share.
final class ServerService: Sendable {
  let routes: RouteTable
  let limits: RPCLimits
  let authorize: RPCAuthorization
  let observe: RPCObserver
  let observeConnection: RPCConnectionObserver
  private let executors: Mutex<[ObjectIdentifier: LoopExecutor]>

  init(
    routes: RouteTable, limits: RPCLimits, authorize: @escaping RPCAuthorization,
    observe: @escaping RPCObserver, observeConnection: @escaping RPCConnectionObserver
  ) {
    self.routes = routes
    self.limits = limits
    self.authorize = authorize
    self.observe = observe
    self.observeConnection = observeConnection
    self.executors = Mutex([:])
  }

  /// The one executor of a loop; looked up once per connection.
  func executor(for loop: any EventLoop) -> LoopExecutor {
    executors.withLock { known in
      if let executor = known[ObjectIdentifier(loop)] { return executor }
      let executor = LoopExecutor(loop)
      known[ObjectIdentifier(loop)] = executor
      return executor
    }
  }
}
