/// The streams that a client has left out when it opened later ones: they are closed for good
/// (RFC 9113, section 5.1.1).
///
/// Clients leave out few or none; of many gaps the latest are known.
package struct SkippedStreams {
  /// How many gaps are kept.
  package static let gapsMax = 16

  private var latest = -1
  private var gaps: [ClosedRange<Int>] = []

  /// No stream has been opened.
  package init() {}

  /// A client sends HEADERS on the stream; false when it has left the stream out before.
  ///
  /// Numbers that no client may use, and streams that were open once, are others' business.
  package mutating func open(_ stream: Int32) -> Bool {
    let stream = Int(stream)
    guard stream > 0, stream % 2 == 1 else { return true }
    guard stream > latest else { return !gaps.contains { $0.contains(stream) } }
    if stream > latest + 2 { append(latest + 2...stream - 2) }
    latest = stream
    return true
  }

  private mutating func append(_ gap: ClosedRange<Int>) {
    if gaps.count >= Self.gapsMax { gaps.removeFirst() }
    gaps.append(gap)
  }
}
