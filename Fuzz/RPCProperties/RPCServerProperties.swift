import NIOCore
package import Properties
import RawHTTP2

/// What holds for all bytes that a peer sends to a server, and for whatever becomes of time, sockets
/// and the server's own will meanwhile.
///
/// Nothing traps; what the server writes is HTTP/2 and gRPC, ends each call once and stays within
/// the connection's window; what it holds is bounded; every connection ends when it has to, and nothing is left
/// of it.
package enum RPCServerProperties {
  private enum Ending: UInt8 {
    case hangUp
    case drain
    case endConnections
    case silence
  }

  private struct Choices {
    let bits: UInt8

    var ending: Ending { Ending(rawValue: bits >> 4 & 3) ?? .hangUp }

    func has(_ bit: UInt8) -> Bool { bits >> bit & 1 == 1 }
  }

  /// Throws what does not hold for `bytes`; a trap is a violation too.
  ///
  /// The first byte chooses limits, whether what follows are bytes as they are or a script of frames
  /// and events, and how the connection ends.
  package static func check(_ bytes: [UInt8]) throws(BrokenProperty) {
    var input = InputReader(bytes)
    let choices = Choices(bits: input.byte())
    let stage = try ServerStage(
      limits: FuzzLimits.make(isTight: !choices.has(1), isCompressionAllowed: choices.has(2)))
    try stage.verify(hasEndedCertificate: bytes.count % 16 == 15)
    if choices.has(0) {
      try stage.receive(RawFrame.preface, pieces: 1)
      try stage.receive(input.remainder(), pieces: choices.has(3) ? 7 : 1)
    } else {
      var script = ServerScript(stage: stage)
      try script.play(&input)
    }
    try end(stage, choices.ending)
    // Handlers that are deaf to their cancellation take their time.
    try stage.advance(.seconds(5))
    try stage.checkEnd()
    if choices.ending != .drain { try stage.checkSuccessor() }
  }

  private static func end(_ stage: ServerStage, _ ending: Ending) throws(BrokenProperty) {
    switch ending {
    case .hangUp: try stage.hangUp()
    case .drain:
      try stage.drain(.seconds(5))
      try stage.advance(.seconds(7))
    case .endConnections:
      try stage.endConnections(gracefully: nil)
      try stage.advance(.seconds(2))
    case .silence:
      try stage.advance(TimeAmount(FuzzLimits.silenceMax))
    }
  }
}
