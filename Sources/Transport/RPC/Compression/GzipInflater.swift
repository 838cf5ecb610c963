import CZlib

/// Turns gzip streams back into bytes, one after the other with the same memory of about 40 KB.
///
/// Owned by one thread; no lock.
package final class GzipInflater {
  /// What a stream turned out to be.
  package enum Outcome: Equatable {
    case whole
    /// There would be more bytes than are allowed; no more than one of them too many was made.
    case tooLarge
    /// Damaged, cut short, or followed by something else.
    case malformed
    /// The system has no memory.
    case failed
  }

  private static let chunkBytes = 16 * 1024

  private let stream: UnsafeMutablePointer<z_stream>
  private let isUsable: Bool

  /// An inflater that has seen nothing.
  package init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    isUsable = inflateInit2_(stream, Gzip.windowBits, ZLIB_VERSION, size) == Z_OK
  }

  deinit {
    if isUsable { inflateEnd(stream) }
    stream.deallocate()
  }

  /// Appends what the one gzip stream in `bytes` holds; on failure some of it may have been appended.
  package func inflate(
    _ bytes: UnsafeRawBufferPointer, into output: ByteQueue, bytesMax: Int
  ) -> Outcome {
    guard isUsable, inflateReset(stream) == Z_OK, bytes.count <= Int(UInt32.max) else {
      return .failed
    }
    stream.pointee.next_in = Gzip.input(bytes)
    stream.pointee.avail_in = UInt32(bytes.count)
    var produced = 0
    while true {
      let (code, count) = step(into: output, bytesMax: bytesMax + 1 - produced)
      produced += count
      if produced > bytesMax { return .tooLarge }
      if let outcome = outcome(of: code, count: count) { return outcome }
    }
  }

  private func step(into output: ByteQueue, bytesMax: Int) -> (code: Int32, count: Int) {
    var code = Z_OK
    let count = output.append(upTo: min(Self.chunkBytes, bytesMax)) { target in
      stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(target.count)
      code = CZlib.inflate(stream, Z_NO_FLUSH)
      return target.count - Int(stream.pointee.avail_out)
    }
    return (code, count)
  }

  /// Nil while there is more to do.
  private func outcome(of code: Int32, count: Int) -> Outcome? {
    switch code {
    case Z_STREAM_END: stream.pointee.avail_in == 0 ? .whole : .malformed
    case Z_OK where count > 0 || stream.pointee.avail_in > 0: nil
    case Z_MEM_ERROR: .failed
    default: .malformed
    }
  }
}
