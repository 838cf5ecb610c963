/// Cuts a stream of DATA bytes into gRPC messages: one byte of flags, four of length, the message.
///
/// The bytes may come in any slices. Length and flag are judged as soon as the prefix is complete,
/// so that an oversize message is refused before any of it is stored.
package struct MessageQueue {
  /// What appended bytes led to.
  package enum OnBytes: Equatable {
    case stored
    case tooLarge
    /// The message says that it is compressed where nothing has said how.
    case compressed
    /// The flag byte is neither 0 nor 1.
    case malformed
  }

  /// One byte of flags and four of length.
  package static let prefixBytes = 5

  private let bytes: ByteQueue
  private let messageBytesMax: Int
  private let mayBeCompressed: Bool
  /// How far the prefix of the message that is arriving has come.
  private var prefixCount = 0
  private var prefixLength: UInt32 = 0
  /// Bytes of the arriving message that are still missing.
  private var missing = 0
  /// Messages that can be taken.
  package private(set) var completeCount = 0

  /// A queue that stores its bytes in `bytes` and refuses messages over the limit, which for a
  /// compressed one bounds what has travelled.
  package init(bytes: ByteQueue, messageBytesMax: Int, mayBeCompressed: Bool = false) {
    self.bytes = bytes
    self.messageBytesMax = messageBytesMax
    self.mayBeCompressed = mayBeCompressed
  }

  /// Bytes stored, prefixes included.
  package var count: Int { bytes.count }
  /// Whether a message has begun and not ended.
  package var isPartial: Bool { prefixCount > 0 }
  /// Whether the oldest message is compressed.
  package var isNextCompressed: Bool { bytes.readable.first == 1 }

  /// Stores bytes of a DATA frame and judges the prefixes among them; what is refused is not stored,
  /// and no message counts that it would have completed.
  package mutating func append(_ chunk: UnsafeRawBufferPointer) -> OnBytes {
    let countBefore = completeCount
    var index = 0
    while index < chunk.count {
      if prefixCount < Self.prefixBytes {
        let verdict = prefix(chunk[index])
        guard verdict == .stored else {
          completeCount = countBefore
          return verdict
        }
        index += 1
      } else {
        let taken = min(missing, chunk.count - index)
        missing -= taken
        index += taken
      }
      completeIfWhole()
    }
    bytes.append(chunk)
    return .stored
  }

  /// The oldest message, valid until the next change; nil when none is complete.
  package var oldest: UnsafeRawBufferPointer? {
    guard completeCount > 0 else { return nil }
    let readable = bytes.readable
    guard readable.count >= Self.prefixBytes else { return nil }
    let length = Int(
      UInt32(bigEndian: readable.loadUnaligned(fromByteOffset: 1, as: UInt32.self)))
    let end = Self.prefixBytes + length
    guard readable.count >= end else { return nil }
    return UnsafeRawBufferPointer(rebasing: readable[Self.prefixBytes..<end])
  }

  /// Removes the oldest message, of which `oldest` was the body.
  package mutating func discardOldest(_ oldest: UnsafeRawBufferPointer) {
    bytes.discard(Self.prefixBytes + oldest.count)
    completeCount -= 1
  }

  private mutating func prefix(_ byte: UInt8) -> OnBytes {
    if prefixCount == 0 {
      guard byte <= 1 else { return .malformed }
      guard byte == 0 || mayBeCompressed else { return .compressed }
    } else {
      prefixLength = prefixLength << 8 | UInt32(byte)
    }
    prefixCount += 1
    guard prefixCount == Self.prefixBytes else { return .stored }
    missing = Int(prefixLength)
    return missing <= messageBytesMax ? .stored : .tooLarge
  }

  private mutating func completeIfWhole() {
    guard prefixCount == Self.prefixBytes, missing == 0 else { return }
    completeCount += 1
    prefixCount = 0
    prefixLength = 0
  }
}
