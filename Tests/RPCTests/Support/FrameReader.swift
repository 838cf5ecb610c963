import CNghttp2

/// Cuts the bytes of a client into frames, its preface left out.
struct FrameReader {
  private var bytes: [UInt8] = []
  private var isGreeted = false

  mutating func read(_ more: some Sequence<UInt8>) -> [RawFrame] {
    bytes += more
    if !isGreeted {
      guard bytes.count >= RawFrame.preface.count else { return [] }
      bytes.removeFirst(RawFrame.preface.count)
      isGreeted = true
    }
    var frames: [RawFrame] = []
    while let frame = cut() { frames.append(frame) }
    return frames
  }

  private mutating func cut() -> RawFrame? {
    guard bytes.count >= 9 else { return nil }
    let count = Int(bytes[0]) << 16 | Int(bytes[1]) << 8 | Int(bytes[2])
    guard bytes.count >= 9 + count else { return nil }
    let stream = bytes[5..<9].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    defer { bytes.removeFirst(9 + count) }
    return RawFrame(
      kind: bytes[3], flags: bytes[4], stream: stream & 0x7FFF_FFFF,
      payload: Array(bytes[9..<9 + count]))
  }
}

/// Reads the header blocks of one connection.
final class HeaderReader {
  private var raw: OpaquePointer?

  init() {
    nghttp2_hd_inflate_new(&raw)
  }

  deinit {
    nghttp2_hd_inflate_del(raw)
  }

  func read(_ block: [UInt8]) -> [String: String] {
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
      guard used >= 0 else { return fields }
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
