public import NIOCore

/// What a caller wants of one call.
public struct RPCCallOptions: Sendable {
  /// How long the caller waits, waiting for a connection included; nil for no limit of its own.
  public var timeout: Duration?
  /// When the caller's own caller stops waiting; the earlier of the two ends the call.
  public var deadline: NIODeadline?
  /// Headers of the application.
  public var metadata: RPCMetadata
  /// Whether the call waits out failing connections until its time is up, rather than failing with
  /// UNAVAILABLE at the first.
  public var isWaitForReady: Bool
  /// How the requests travel; a server that does not take gzip answers UNIMPLEMENTED.
  public var compression: RPCCompression = .identity
  /// The place of this call in a trace, which the server is told; nil tells it nothing, and the
  /// server begins a trace.
  public var trace: RPCTrace?

  /// Options for one call.
  public init(
    timeout: Duration? = nil, deadline: NIODeadline? = nil, metadata: RPCMetadata = RPCMetadata(),
    isWaitForReady: Bool = false
  ) {
    self.timeout = timeout
    self.deadline = deadline
    self.metadata = metadata
    self.isWaitForReady = isWaitForReady
  }

  /// No time limit, no metadata, no waiting for a failing peer.
  public static var defaults: RPCCallOptions { RPCCallOptions() }

  /// The moment at which the call ends at the latest.
  func effectiveDeadline(now: NIODeadline) -> NIODeadline? {
    let byTimeout = timeout.map { now + TimeAmount(min($0, .seconds(315_360_000))) }
    guard let byTimeout, let deadline else { return byTimeout ?? deadline }
    return min(byTimeout, deadline)
  }
}
