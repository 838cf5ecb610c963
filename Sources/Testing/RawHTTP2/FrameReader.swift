/// Cuts the bytes of one end into frames.
package struct FrameReader: Sendable {
  private var bytes: [UInt8] = []
  private var prefaceBytesLeft: Int

  /// A reader of a client's bytes, whose preface is left out, or of a server's, which have none.
  package init(hasPreface: Bool = true) {
    prefaceBytesLeft = hasPreface ? RawFrame.preface.count : 0
  }

  /// How many bytes wait for the rest of their frame.
  package var waitingBytes: Int { bytes.count }

  /// Takes more bytes and returns the frames that they complete.
  package mutating func read(_ more: some Sequence<UInt8>) -> [RawFrame] {
    bytes += more
    var index = 0
    if prefaceBytesLeft > 0 {
      guard bytes.count >= prefaceBytesLeft else { return [] }
      index = prefaceBytesLeft
      prefaceBytesLeft = 0
    }
    var frames: [RawFrame] = []
    while let frame = frame(at: index) {
      frames.append(frame)
      index += RawFrame.headBytes + frame.payload.count
    }
    bytes.removeFirst(index)
    return frames
  }

  private func frame(at start: Int) -> RawFrame? {
    let left = bytes.count - start
    guard left >= RawFrame.headBytes else { return nil }
    let count =
      Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
    guard left >= RawFrame.headBytes + count else { return nil }
    let stream = bytes[start + 5..<start + 9].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let body = start + RawFrame.headBytes
    return RawFrame(
      kind: bytes[start + 3], flags: bytes[start + 4], stream: stream & 0x7FFF_FFFF,
      payload: Array(bytes[body..<body + count]))
  }
}
