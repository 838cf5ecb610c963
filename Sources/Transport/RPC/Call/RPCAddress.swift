/// Where a server listens and a client connects.
public enum RPCAddress: Sendable, Hashable {
  /// A host name or address and a port; port 0 lets the system choose one.
  case tcp(host: String, port: Int)
  /// A Unix socket.
  case unix(path: String)

  /// The longest path the system takes for a Unix socket, in bytes.
  public static let unixPathBytesMax = 107
}

/// Where a client connects.
public typealias RPCTarget = RPCAddress

extension RPCAddress {
  /// - Throws: ``RPCError`` INVALID_ARGUMENT that says what is wrong.
  func validate() throws(RPCError) {
    switch self {
    case .tcp(let host, let port):
      guard !host.isEmpty, (0...65_535).contains(port) else {
        throw RPCError(.invalidArgument, "a TCP address needs a host and a port from 0 to 65535")
      }
    case .unix(let path):
      guard !path.isEmpty, !path.utf8.contains(0) else {
        throw RPCError(.invalidArgument, "a Unix socket needs a path without zero bytes")
      }
      guard path.utf8.count <= Self.unixPathBytesMax else {
        throw RPCError(
          .invalidArgument,
          "the path of a Unix socket has \(path.utf8.count) bytes, at most 107 are possible")
      }
    }
  }
}

extension RPCAddress: CustomStringConvertible {
  /// `host:port` or `unix:path`.
  public var description: String {
    switch self {
    case .tcp(let host, let port): "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}
