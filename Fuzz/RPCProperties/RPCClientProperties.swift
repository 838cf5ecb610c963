import NIOCore
package import Properties
import Protobuf
import TestMessages

/// What holds for all bytes that a server sends to a client with calls of all kinds, and for whatever
/// becomes of time, sockets and callers meanwhile.
///
/// Nothing traps; what the client writes is HTTP/2 and gRPC within the connection's window; every call
/// ends once,
/// at the latest with its connection; and nothing is left of a client that is closed.
package enum RPCClientProperties {
  /// Throws what does not hold for `bytes`; a trap is a violation too.
  ///
  /// The first byte chooses limits, whether what follows are bytes as they are or a script of frames
  /// and events, and how everything ends; the second the first call.
  package static func check(_ bytes: [UInt8]) throws(BrokenProperty) {
    var input = InputReader(bytes)
    let choices = input.byte()
    let stage = ClientStage(
      limits: FuzzLimits.make(
        isTight: choices & 2 == 0, isCompressionAllowed: choices & 4 != 0),
      isRepeating: choices & 8 != 0)
    if choices & 1 != 0 {
      for kind in 0..<UInt8(4) {
        try stage.open(ClientTask.Conduct(bits: kind | 8), .with { $0.aString = "R" })
      }
      try stage.verify(hasEndedCertificate: false)
      try stage.receive(input.remainder(), pieces: choices & 16 != 0 ? 7 : 1)
    } else {
      var script = ClientScript(stage: stage)
      try script.play(&input)
    }
    if choices & 32 == 0 { try stage.checkLoss() }
    try stage.checkClose()
  }
}
