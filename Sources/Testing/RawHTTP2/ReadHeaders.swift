/// Reads the header blocks that one end sent on one connection.
package enum ReadHeaders {
  /// The fields of each HEADERS frame, in order; `frames` must begin with the connection, because
  /// each block builds on those before it, and each block must be one frame.
  package static func all(in frames: [RawFrame]) -> [[String: String]] {
    let reader = HeaderReader()
    return frames.filter { $0.kind == RawFrame.Kind.headers }.map { reader.read($0.payload) }
  }
}
