/// Reads the header blocks that a server sent on one connection.
enum ReadHeaders {
  /// The fields of each HEADERS frame, in order; `frames` must begin with the connection, because
  /// each block builds on those before it.
  static func all(in frames: [RawFrame]) -> [[String: String]] {
    let reader = HeaderReader()
    return frames.filter { $0.kind == RawFrame.Kind.headers }.map { reader.read($0.payload) }
  }
}
