import CZlib

/// What both directions of gzip share.
enum Gzip {
  /// The largest window, and 16 to say that header and checksum are gzip's.
  static let windowBits: Int32 = 15 + 16

  /// The library's form of bytes that it only reads.
  static func input(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutablePointer<UInt8>? {
    UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
  }
}
