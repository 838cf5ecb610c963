/// Rules about the order of frames that the library leaves to others.
struct FrameOrder {
  /// How many CONTINUATION frames one header block may have.
  static let continuationsMax = 8

  private var skipped = SkippedStreams()
  private var continuations = 0

  /// HEADERS of a client have begun; false when the stream may not.
  mutating func beginRequest(_ stream: Int32) -> Bool {
    continuations = 0
    return skipped.open(stream)
  }

  /// HEADERS of a server have begun.
  mutating func beginResponse() {
    continuations = 0
  }

  /// A block goes on; false when that has happened too often.
  mutating func beginContinuation() -> Bool {
    continuations += 1
    return continuations <= Self.continuationsMax
  }
}
