import Properties
import RPC

/// `grpc-status-details-bin` and `grpc-message`.
enum StatusForms {
  static func details(_ bytes: [UInt8]) throws(BrokenProperty) {
    var error = RPCError(.unavailable, "")
    StatusDetails.decode(bytes, into: &error)
    if let delay = error.retryDelay {
      try BrokenProperty.require(
        (.zero ... .seconds(31_536_001)).contains(delay), "a delay is bounded")
    }
    guard let written = StatusDetails.encode(error) else { return }
    try BrokenProperty.require(
      written.count <= StatusDetails.bytesMax, "details are no longer than they may be")
    var again = RPCError(.unavailable, "")
    StatusDetails.decode(written, into: &again)
    try BrokenProperty.require(again == error, "details come back as they were")
  }

  static func percent(_ bytes: [UInt8]) throws(BrokenProperty) {
    let text = bytes.withUnsafeBytes { PercentEncoding.decode($0) }
    let written = PercentEncoding.encode(text)
    try BrokenProperty.require(
      written.allSatisfy { (0x20...0x7E).contains($0) }, "a message that is sent is printable")
    let again = written.withUnsafeBytes { PercentEncoding.decode($0) }
    try BrokenProperty.require(Array(again.utf8) == Array(text.utf8), "a message comes back")
  }
}
