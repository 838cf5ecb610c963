import NIOCore
import NIOPosix
import TLS

/// Why no connection came about, in words fit for a log.
enum ConnectFailure {
  static func describe(_ error: (any Error)?) -> String {
    switch error {
    case let error as TLSError: "the peer cannot be reached: \(error)"
    case let error as IOError: "the peer cannot be reached: error \(error.errnoCode) of the system"
    case is NIOConnectionError: "the peer cannot be reached: no address of it answers"
    case let error as ChannelError: "the peer cannot be reached: \(error)"
    default: "the peer cannot be reached"
    }
  }
}
