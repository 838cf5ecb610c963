import Properties
import RPC

/// Compressed messages, and the framing of messages in DATA.
enum MessageForms {
  private static let inflatedBytesMax = 8 * 1024

  static func gzip(_ bytes: [UInt8]) throws(BrokenProperty) {
    let inflated = ByteQueue()
    let outcome = bytes.withUnsafeBytes {
      GzipInflater().inflate($0, into: inflated, bytesMax: inflatedBytesMax)
    }
    try BrokenProperty.require(
      inflated.count <= inflatedBytesMax + 1, "no more is made than is allowed")
    try BrokenProperty.require(outcome != .failed, "a stream is judged")
    try roundTrip(outcome == .whole ? Array(inflated.readable) : bytes)
  }

  private static func roundTrip(_ bytes: [UInt8]) throws(BrokenProperty) {
    let (deflated, inflated) = (ByteQueue(), ByteQueue())
    let isDeflated = bytes.withUnsafeBytes {
      GzipDeflater().deflate($0, into: deflated, bytesMax: 64 * 1024)
    }
    try BrokenProperty.require(isDeflated, "what has room is compressed")
    let outcome = GzipInflater().inflate(
      deflated.readable, into: inflated, bytesMax: bytes.count)
    try BrokenProperty.require(
      outcome == .whole && Array(inflated.readable) == bytes, "what was compressed comes back")
  }

  static func framing(_ bytes: [UInt8]) throws(BrokenProperty) {
    let mayBeCompressed = bytes.count % 2 == 1
    let whole = try messages(bytes, chunk: max(1, bytes.count), mayBeCompressed)
    let pieces = try messages(bytes, chunk: 1 + bytes.count % 7, mayBeCompressed)
    // A piece that breaks a rule is not stored; those before it are.
    try BrokenProperty.require(
      whole.verdict == pieces.verdict, "how data are cut makes no difference")
    guard whole.verdict == .stored else { return }
    try BrokenProperty.require(whole.messages == pieces.messages, "and the messages are the same")
    let length = whole.messages.reduce(0) { $0 + MessageQueue.prefixBytes + $1.count }
    try BrokenProperty.require(
      length <= bytes.count && whole.messages.allSatisfy { $0.count <= messageBytesMax },
      "messages are pieces of what came, within the limit")
  }

  private static let messageBytesMax = 200

  private static func messages(
    _ bytes: [UInt8], chunk: Int, _ mayBeCompressed: Bool
  ) throws(BrokenProperty) -> (messages: [[UInt8]], verdict: MessageQueue.OnBytes) {
    var queue = MessageQueue(
      bytes: ByteQueue(), messageBytesMax: messageBytesMax, mayBeCompressed: mayBeCompressed)
    var messages: [[UInt8]] = []
    var verdict = MessageQueue.OnBytes.stored
    for start in stride(from: 0, to: bytes.count, by: chunk) where verdict == .stored {
      verdict = bytes[start..<min(start + chunk, bytes.count)].withUnsafeBytes { queue.append($0) }
      while let oldest = queue.oldest {
        messages.append(Array(oldest))
        queue.discardOldest(oldest)
      }
    }
    try BrokenProperty.require(queue.completeCount == 0, "a whole message can be taken")
    return (messages, verdict)
  }
}
