import RPC

/// The limits of the ends that are tried: the usual ones, or such that small inputs reach them.
enum FuzzLimits {
  /// A connection whose peer says nothing for so long has ended.
  static let silenceMax = Duration.seconds(60)

  static func make(isTight: Bool, isCompressionAllowed: Bool) -> RPCLimits {
    var limits = isTight ? tight : RPCLimits.defaults
    // A second costs a turn of the loop.
    limits.idleTimeMax = silenceMax / 2
    limits.handshakesMax = 1
    limits.connectionsMax = 1
    limits.isCompressionAllowed = isCompressionAllowed
    return limits
  }

  private static var tight: RPCLimits {
    var limits = RPCLimits.defaults
    limits.callsInFlightMax = 6
    limits.callsPerIdentityMax = 5
    limits.bufferedBytesMax = 6 * 1024
    limits.bufferedBytesPerConnectionMax = 3 * 1024
    limits.streamsPerConnectionMax = 8
    limits.headerListBytesMax = 1024
    limits.messageBytesMax = 2 * 1024
    limits.streamWindowBytes = 1024
    limits.queuedBytesPerStreamMax = 512
    limits.controlFrameBurstMax = 60
    limits.controlFramesPerSecondMax = 20
    limits.resetBurstMax = 10
    limits.resetsPerSecondMax = 2
    limits.callsPerConnectionMax = 12
    limits.waitingCallsMax = 4
    return limits
  }
}
