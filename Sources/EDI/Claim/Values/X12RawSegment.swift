/// A segment that the guide admits and no field holds, kept as it came with its loop.
package struct X12RawSegment: Hashable, Sendable {
  /// The loop in which it stands.
  package let loop: X12Loop
  /// The segment.
  package let segment: X12Segment

  /// Where the loop lies, such as `2000A/2000B/2300/2400`.
  package var path: String { loop.path }
}

extension X12RawSegment: PrintsRedacted {}
