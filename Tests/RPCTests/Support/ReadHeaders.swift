import CNghttp2

/// Reads the header blocks that a server sent on one connection.
enum ReadHeaders {
  /// The fields of each HEADERS frame, in order; `frames` must begin with the connection, because
  /// each block builds on those before it.
  static func all(in frames: [RawFrame]) -> [[String: String]] {
    var inflater: OpaquePointer?
    guard nghttp2_hd_inflate_new(&inflater) == 0 else { return [] }
    defer { nghttp2_hd_inflate_del(inflater) }
    return frames.filter { $0.kind == RawFrame.Kind.headers }.map { block($0.payload, inflater) }
  }

  private static func block(_ bytes: [UInt8], _ inflater: OpaquePointer?) -> [String: String] {
    var fields: [String: String] = [:]
    var rest = bytes[...]
    while true {
      var field = nghttp2_nv()
      var flags: Int32 = 0
      let read = rest.withUnsafeBufferPointer {
        nghttp2_hd_inflate_hd2(inflater, &field, &flags, $0.baseAddress, $0.count, 1)
      }
      guard read >= 0 else { return fields }
      rest = rest.dropFirst(read)
      if flags & Int32(NGHTTP2_HD_INFLATE_EMIT.rawValue) != 0 {
        fields[text(field.name, field.namelen)] = text(field.value, field.valuelen)
      }
      if flags & Int32(NGHTTP2_HD_INFLATE_FINAL.rawValue) != 0 { break }
      if read == 0 && flags == 0 { break }
    }
    nghttp2_hd_inflate_end_headers(inflater)
    return fields
  }

  private static func text(_ start: UnsafeMutablePointer<UInt8>?, _ count: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }
}
