import NIOCore

extension RPCContext {
  /// How long the caller still waits, nil when it set no limit; zero when it has given up.
  public var timeLeft: Duration? {
    deadline.map { .nanoseconds(max(($0 - eventLoop.now).nanoseconds, 0)) }
  }

  /// Options for a call that this call makes in turn: it ends no later than this one, and belongs to
  /// the same trace. A `traceparent` with characters that may not travel is left out.
  public func callOptions() -> RPCCallOptions {
    var onward = RPCMetadata()
    if let trace = metadata.text(Self.traceName) {
      try? onward.add(Self.traceName, text: trace)
    }
    return RPCCallOptions(deadline: deadline, metadata: onward)
  }

  private static let traceName = "traceparent"
}
