/// Cuts a stream of bytes into frames.
struct FrameCutter {
  private var bytes: [UInt8] = []
  private var start = 0

  /// Bytes that are not a whole frame yet.
  var leftOver: Int { bytes.count - start }

  mutating func append(_ more: some Sequence<UInt8>) {
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: true)
      start = 0
    }
    bytes += more
  }

  /// Removes these bytes from the beginning; false when something else stands there.
  mutating func drop(_ prefix: [UInt8]) -> Bool {
    guard bytes[start...].starts(with: prefix) else { return false }
    start += prefix.count
    return true
  }

  mutating func next() -> Frame? {
    guard leftOver >= Frame.headBytes else { return nil }
    let count = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
    guard leftOver >= Frame.headBytes + count else { return nil }
    let payload = bytes[start + Frame.headBytes..<start + Frame.headBytes + count]
    let stream = bytes[start + 5..<start + 9].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    defer { start += Frame.headBytes + count }
    return Frame(
      bytes[start + 3], flags: bytes[start + 4], stream: stream & 0x7FFF_FFFF, Array(payload))
  }
}
