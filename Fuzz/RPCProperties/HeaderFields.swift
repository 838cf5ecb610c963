import CNghttp2

/// Writes header blocks as plain literals, whatever their names and values are.
enum HeaderFields {
  typealias Field = (name: [UInt8], value: [UInt8])

  static func field(_ name: String, _ value: String) -> Field {
    (Array(name.utf8), Array(value.utf8))
  }

  static func block(_ fields: [Field]) -> [UInt8] {
    fields.flatMap { [0] + text($0.name) + text($0.value) }
  }

  private static func text(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count >= 127 else { return [UInt8(truncatingIfNeeded: bytes.count)] + bytes }
    var length: [UInt8] = [127]
    var rest = bytes.count - 127
    while rest >= 128 {
      length.append(UInt8(truncatingIfNeeded: rest & 127) | 128)
      rest >>= 7
    }
    return length + [UInt8(truncatingIfNeeded: rest)] + bytes
  }
}

/// Reads the header blocks that one end of a connection has written.
final class HeaderBlockReader {
  /// More than any encoder's table, so that it may change the size of its own as it likes.
  private static let tableBytesMax = 1 << 24
  private var raw: OpaquePointer?

  init() {
    nghttp2_hd_inflate_new(&raw)
    nghttp2_hd_inflate_change_table_size(raw, Self.tableBytesMax)
  }

  deinit {
    nghttp2_hd_inflate_del(raw)
  }

  /// The fields of a whole block; nil when it cannot be read.
  func read(_ block: [UInt8]) -> [(name: String, value: String)]? {
    var fields: [(name: String, value: String)] = []
    var rest = block[...]
    while true {
      var field = nghttp2_nv()
      var flags: Int32 = 0
      let used = rest.withUnsafeBytes { bytes in
        nghttp2_hd_inflate_hd2(
          raw, &field, &flags, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count,
          1)
      }
      guard used >= 0 else { return nil }
      rest = rest.dropFirst(used)
      if flags & Int32(NGHTTP2_HD_INFLATE_EMIT.rawValue) != 0 {
        fields.append((text(field.name, field.namelen), text(field.value, field.valuelen)))
      } else if flags & Int32(NGHTTP2_HD_INFLATE_FINAL.rawValue) != 0 {
        nghttp2_hd_inflate_end_headers(raw)
        return rest.isEmpty ? fields : nil
      } else if used == 0 {
        return nil
      }
    }
  }

  private func text(_ start: UnsafeMutablePointer<UInt8>?, _ count: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }
}
