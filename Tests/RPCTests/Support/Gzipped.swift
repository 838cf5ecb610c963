import RPC

/// Bytes as gzip, made by the library's own deflater.
enum Gzipped {
  static func bytes(_ plain: [UInt8]) -> [UInt8] {
    let output = ByteQueue()
    let isWhole = plain.withUnsafeBytes {
      GzipDeflater().deflate($0, into: output, bytesMax: plain.count + 1_000)
    }
    precondition(isWhole, "the deflater failed")
    return Array(output.readable)
  }
}
