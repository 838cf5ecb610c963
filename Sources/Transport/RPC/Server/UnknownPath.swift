/// The path of a method that nobody registered, made fit for logs.
package enum UnknownPath {
  /// What is kept of it, in bytes.
  package static let bytesMax = 256

  /// The beginning of the path, with a question mark for each byte that is not printable ASCII.
  package static func clean(_ path: UnsafeRawBufferPointer) -> String {
    let bytes = path.prefix(bytesMax).map { byte in
      (0x20...0x7E).contains(byte) ? byte : UInt8(ascii: "?")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
