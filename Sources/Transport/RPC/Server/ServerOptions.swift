/// What the maker of a server decides beside methods and limits.
package struct ServerOptions: Sendable {
  /// Asked before each call.
  package var admit: RPCAdmission
  /// Told of each call's end.
  package var observe: RPCObserver
  /// Told of connections as they come and go.
  package var observeConnection: RPCConnectionObserver
  /// Methods that are served also when the server refuses others because of its load.
  package var pathsServedUnderOverload: Set<String>
  /// The source of jitter.
  package var random: @Sendable () -> UInt64
  /// Seconds since 1970-01-01 UTC, by which the certificates of open connections end; nil when the
  /// clock cannot be read, which ends them all.
  package var wallClockSeconds: @Sendable () -> Int64?

  /// Options; by default everything is admitted and nobody watches.
  package init(
    admit: @escaping RPCAdmission = { _ in .admit(requestBytesMax: .max) },
    observe: @escaping RPCObserver = { _ in },
    observeConnection: @escaping RPCConnectionObserver = { _ in },
    pathsServedUnderOverload: Set<String> = [],
    random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) },
    wallClockSeconds: @escaping @Sendable () -> Int64?
  ) {
    self.admit = admit
    self.observe = observe
    self.observeConnection = observeConnection
    self.pathsServedUnderOverload = pathsServedUnderOverload
    self.random = random
    self.wallClockSeconds = wallClockSeconds
  }
}
