/// What is known of a call when it is decided whether it may begin.
public struct RPCCallHead: Sendable {
  /// The path asked for; of an unknown method cut and cleaned for logs.
  public let path: String
  /// Whether the path is a registered method.
  public let isKnownMethod: Bool
  /// Who calls.
  public let peer: RPCPeer

  /// A head; public so that admissions can be tested.
  public init(path: String, isKnownMethod: Bool, peer: RPCPeer) {
    self.path = path
    self.isKnownMethod = isKnownMethod
    self.peer = peer
  }
}

/// Whether a call may begin, and with how large a request.
public enum RPCAdmissionDecision: Sendable, Hashable {
  /// The call goes on; a request message over the limit, in bytes, is RESOURCE_EXHAUSTED before it
  /// is stored. The limit of the whole server holds as well.
  case admit(requestBytesMax: Int)
  /// The call ends with the error.
  case refuse(RPCError)
}

/// Asked before a handler runs, for known and unknown methods alike; must not block.
public typealias RPCAdmission = @Sendable (RPCCallHead) -> RPCAdmissionDecision
