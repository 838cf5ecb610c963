import NIOCore
import Synchronization

/// What all connections of a server share.
final class ServerService: Sendable {
  let routes: RouteTable
  let limits: RPCLimits
  let options: ServerOptions
  let load = ServerLoad()
  let traces: RPCTraceSource
  private let executors: Mutex<[ObjectIdentifier: LoopExecutor]>

  init(routes: RouteTable, limits: RPCLimits, options: ServerOptions) {
    self.routes = routes
    self.limits = limits
    self.options = options
    traces = RPCTraceSource(random: options.random)
    self.executors = Mutex([:])
  }

  /// Why a call of an admitted method is refused all the same, nil when there is room for it.
  ///
  /// Those methods that are served under overload are so for everyone but the identity that has as
  /// many calls as it may.
  func overload(_ path: String, of identity: IdentityLoad?) -> RPCError? {
    if let identity,
      let refusal = load.refusal(of: identity, limits: limits, random: options.random)
    {
      return refusal
    }
    guard let refusal = load.refusal(limits: limits, random: options.random) else { return nil }
    return options.pathsServedUnderOverload.contains(path) ? nil : refusal
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
