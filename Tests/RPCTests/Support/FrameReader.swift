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
