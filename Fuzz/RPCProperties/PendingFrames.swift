import RawHTTP2

/// What a script has gathered for its next sending.
struct PendingFrames {
  private(set) var bytes: [UInt8]

  init(_ bytes: [UInt8] = []) {
    self.bytes = bytes
  }

  mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Bytes that may be no frame.
  mutating func append(_ more: [UInt8]) {
    bytes += more
  }

  mutating func add(_ kind: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8]) {
    bytes += RawFrame(kind: kind, flags: flags, stream: stream, payload: payload).bytes
  }

  /// A message in one frame or two.
  mutating func addMessage(_ stream: UInt32, isLast: Bool, _ input: inout InputReader) {
    let message = MessageScript.bytes(&input)
    let cut = min(message.count, Int(input.byte()))
    if cut > 0 { add(RawFrame.Kind.data, 0, stream, Array(message[..<cut])) }
    add(RawFrame.Kind.data, isLast ? RawFrame.endStream : 0, stream, Array(message[cut...]))
  }

  mutating func addSettings(isAcknowledgement: Bool, _ input: inout InputReader) {
    guard !isAcknowledgement else {
      return add(RawFrame.Kind.settings, RawFrame.acknowledgement, 0, [])
    }
    var pairs: [UInt8] = []
    for _ in 0..<(input.byte() & 3) {
      pairs += [0, input.byte() & 15] + RawFrame.number(input.number32())
    }
    add(RawFrame.Kind.settings, 0, 0, pairs)
  }
}
