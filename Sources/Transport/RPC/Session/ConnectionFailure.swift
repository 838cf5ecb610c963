import NIOCore
import NIOPosix
import TLS

/// Why a connection failed, in words fit for a log; empty when nothing did.
enum ConnectionFailure {
  static func describe(_ error: (any Error)?) -> String {
    switch error {
    case nil: ""
    case let error as TLSError: error.description
    case let error as IOError: "error \(error.errnoCode) of the system"
    case let error as HTTP2SessionError: "HTTP/2 error \(error.code)"
    case is NIOConnectionError: "no address of the peer answers"
    case let error as ChannelError: "\(error)"
    default: "unknown failure"
    }
  }
}
