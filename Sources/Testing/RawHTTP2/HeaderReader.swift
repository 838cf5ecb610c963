import CNghttp2

/// Reads the header blocks of one connection, which build on each other.
///
/// Owned by one task or loop at a time; no lock.
package final class HeaderReader {
  private var raw: OpaquePointer?

  /// A reader for a connection that has just begun.
  package init() {
    nghttp2_hd_inflate_new(&raw)
  }

  deinit {
    nghttp2_hd_inflate_del(raw)
  }

  /// The fields of the next block; of a name that comes twice the last value.
  ///
  /// A block that is broken gives the fields before the break.
  package func read(_ block: [UInt8]) -> [String: String] {
    var fields: [String: String] = [:]
    var rest = block[...]
    while true {
      var field = nghttp2_nv()
      var flags: Int32 = 0
      let used = rest.withUnsafeBytes { bytes in
        nghttp2_hd_inflate_hd2(
          raw, &field, &flags, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count,
          1)
      }
      guard used > 0 || used == 0 && flags != 0 else { return fields }
      rest = rest.dropFirst(used)
      if flags & Int32(NGHTTP2_HD_INFLATE_EMIT.rawValue) != 0 {
        fields[text(field.name, field.namelen)] = text(field.value, field.valuelen)
      }
      if flags & Int32(NGHTTP2_HD_INFLATE_FINAL.rawValue) != 0 {
        nghttp2_hd_inflate_end_headers(raw)
        return fields
      }
    }
  }

  private func text(_ start: UnsafeMutablePointer<UInt8>?, _ count: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }
}
