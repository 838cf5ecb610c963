import NIOPosix

/// The compressor, decompressor and working memory of one thread.
///
/// Shared by all connections of an event loop, because each use begins and ends without waiting;
/// made when the thread first compresses or decompresses, so that a process which does neither pays
/// nothing.
package final class GzipCodec {
  /// A smaller message is not worth the header and checksum of gzip.
  package static let messageBytesMin = 64

  /// More working memory is not kept for the next message.
  private static let scratchBytesKeptMax = 256 * 1024

  /// Unsafe only in type: each thread sees the value that it has put there itself.
  private nonisolated(unsafe) static let threads = ThreadSpecificVariable<GzipCodec>()

  private var inflater: GzipInflater?
  private var deflater: GzipDeflater?
  private var scratch = ByteQueue(capacity: 16 * 1024)

  /// A codec of its own; `ofThread` is the one to use.
  package init() {}

  /// The codec of this thread; must not be handed to another.
  package static var ofThread: GzipCodec {
    if let codec = threads.currentValue { return codec }
    let codec = GzipCodec()
    threads.currentValue = codec
    return codec
  }

  /// Lends the decompressed bytes; the failure says what was wrong with the compressed ones.
  package func withInflated<Result>(
    _ bytes: UnsafeRawBufferPointer, bytesMax: Int,
    _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Swift.Result<Result, GzipFailure> {
    defer { trim() }
    let inflater = inflater ?? GzipInflater()
    self.inflater = inflater
    switch inflater.inflate(bytes, into: scratch, bytesMax: bytesMax) {
    case .whole: return .success(body(scratch.readable))
    case .tooLarge: return .failure(.tooLarge)
    case .malformed: return .failure(.malformed)
    case .failed: return .failure(.noMemory)
    }
  }

  /// Compresses the message that was appended to `queue` last, unless it would grow.
  ///
  /// - Parameter count: The bytes of that message with its prefix.
  /// - Returns: The bytes that it takes now, with its prefix.
  package func compressLast(_ count: Int, of queue: ByteQueue) -> Int {
    let size = count - MessageQueue.prefixBytes
    guard size >= Self.messageBytesMin, count <= queue.count else { return count }
    defer { trim() }
    let deflater = deflater ?? GzipDeflater()
    self.deflater = deflater
    let message = UnsafeRawBufferPointer(rebasing: queue.readable.suffix(size))
    guard deflater.deflate(message, into: scratch, bytesMax: size - 1),
      let length = UInt32(exactly: scratch.count)
    else { return count }
    queue.dropLast(count)
    let taken = MessageQueue.prefixBytes + scratch.count
    queue.append(count: taken) { target in
      target[0] = 1
      target.storeBytes(of: length.bigEndian, toByteOffset: 1, as: UInt32.self)
      UnsafeMutableRawBufferPointer(rebasing: target[MessageQueue.prefixBytes...])
        .copyMemory(from: scratch.readable)
    }
    return taken
  }

  private func trim() {
    if scratch.capacity > Self.scratchBytesKeptMax {
      scratch = ByteQueue(capacity: 16 * 1024)
    } else {
      scratch.removeAll()
    }
  }
}

/// Why a compressed message cannot be read.
package enum GzipFailure: Error {
  case tooLarge
  case malformed
  case noMemory
}
