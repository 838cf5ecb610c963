import ArgumentParser
import RPC

/// A limit that a server may be started without, to see that what it guards is noticed.
enum RaisedLimit: String, CaseIterable, Sendable, ExpressibleByArgument {
  case handshakeTime = "handshake-time"
  case stallTime = "stall-time"
  case connections
  case messageBytes = "message-bytes"
  case headerListBytes = "header-list-bytes"
  case controlFrames = "control-frames"
  case resets

  /// Puts the limit out of reach.
  func raise(in limits: inout RPCLimits) {
    switch self {
    case .handshakeTime: limits.handshakeTimeMax = .seconds(600)
    case .stallTime:
      limits.stallTimeMax = .seconds(600)
      limits.keepaliveIdleTime = .seconds(600)
    case .connections:
      limits.connectionsMax = 100_000
      limits.connectionsPerIdentityMax = 100_000
      limits.handshakesMax = 100_000
    case .messageBytes: limits.messageBytesMax = 1 << 30
    case .headerListBytes: limits.headerListBytesMax = 1 << 24
    case .controlFrames:
      limits.controlFrameBurstMax = 1_000_000_000
      limits.controlFramesPerSecondMax = 1_000_000_000
    case .resets:
      limits.resetBurstMax = 1_000_000_000
      limits.resetsPerSecondMax = 1_000_000_000
    }
  }
}
