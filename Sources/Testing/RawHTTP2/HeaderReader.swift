import CNghttp2

/// Reads the header blocks of one connection, which build on each other.
///
/// Owned by one task or loop at a time; no lock.
package final class HeaderReader {
  /// What a block says.
  package struct Block {
    /// The fields in their order; of a broken block those before the break.
    package var fields: [(name: String, value: String)] = []
    /// Whether the block was read to its end.
    package var isWhole = false
  }

  /// More than any encoder's table, so that it may change the size of its own as it likes.
  private static let tableBytesMax = 1 << 24
  private var raw: OpaquePointer?

  /// A reader for a connection that has just begun.
  package init() {
    nghttp2_hd_inflate_new(&raw)
    nghttp2_hd_inflate_change_table_size(raw, Self.tableBytesMax)
  }

  deinit {
    nghttp2_hd_inflate_del(raw)
  }

  /// The fields of the next block; of a name that comes twice the last value.
  ///
  /// A block that is broken gives the fields before the break.
  package func read(_ block: [UInt8]) -> [String: String] {
    Dictionary(readAll(block).fields.map { ($0.name, $0.value) }) { $1 }
  }

  /// Everything that the next block says.
  package func readAll(_ block: [UInt8]) -> Block {
    var read = Block()
    var rest = block[...]
    while true {
      var field = nghttp2_nv()
      var flags: Int32 = 0
      let used = rest.withUnsafeBytes { bytes in
        nghttp2_hd_inflate_hd2(
          raw, &field, &flags, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count,
          1)
      }
      guard used > 0 || used == 0 && flags != 0 else { return read }
      rest = rest.dropFirst(used)
      if flags & Int32(NGHTTP2_HD_INFLATE_EMIT.rawValue) != 0 {
        read.fields.append((text(field.name, field.namelen), text(field.value, field.valuelen)))
      }
      if flags & Int32(NGHTTP2_HD_INFLATE_FINAL.rawValue) != 0 {
        nghttp2_hd_inflate_end_headers(raw)
        read.isWhole = rest.isEmpty
        return read
      }
    }
  }

  private func text(_ start: UnsafeMutablePointer<UInt8>?, _ count: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }
}
