import CZlib

/// Turns bytes into gzip streams, one after the other with the same memory of about 270 KB.
///
/// Owned by one thread; no lock.
package final class GzipDeflater {
  private static let memoryLevel: Int32 = 8

  private let stream: UnsafeMutablePointer<z_stream>
  private let isUsable: Bool

  /// A deflater that has seen nothing.
  package init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    isUsable =
      deflateInit2_(
        stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, Gzip.windowBits, Self.memoryLevel,
        Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
  }

  deinit {
    if isUsable { deflateEnd(stream) }
    stream.deallocate()
  }

  /// Appends one gzip stream of the bytes, or nothing when that would take more than `bytesMax`.
  package func deflate(
    _ bytes: UnsafeRawBufferPointer, into output: ByteQueue, bytesMax: Int
  ) -> Bool {
    guard isUsable, bytesMax > 0, deflateReset(stream) == Z_OK else { return false }
    stream.pointee.next_in = Gzip.input(bytes)
    stream.pointee.avail_in = UInt32(clamping: bytes.count)
    var isWhole = false
    _ = output.append(upTo: bytesMax) { target in
      stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(clamping: target.count)
      isWhole = CZlib.deflate(stream, Z_FINISH) == Z_STREAM_END
      return isWhole ? target.count - Int(stream.pointee.avail_out) : 0
    }
    return isWhole
  }
}
