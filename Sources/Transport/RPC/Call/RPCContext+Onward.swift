import NIOCore

extension RPCContext {
  /// How long the caller still waits, nil when it set no limit; zero when it has given up.
  public var timeLeft: Duration? {
    deadline.map { .nanoseconds(max(($0 - eventLoop.now).nanoseconds, 0)) }
  }

  /// Options for a call that this call makes in turn: it ends no later than this one, and is caused by
  /// it in the same trace.
  public func callOptions() -> RPCCallOptions {
    var options = RPCCallOptions(deadline: deadline)
    options.trace = trace
    return options
  }
}
