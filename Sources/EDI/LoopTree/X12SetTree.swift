/// A set as it was read: every segment in its loop, and how the set ended.
package struct X12SetTree: Hashable, Sendable {
  /// The most segments kept of one set; what lies beyond is a fault.
  package static let segmentsMax = 250_000

  /// The set's place in the loops of its guide.
  package let root: X12LoopNode
  /// The verdict of the envelope, with the faults of the loops.
  package let verdict: X12SetVerdict

  /// The headers of the set.
  package var header: X12SetHeader { verdict.header }
}

extension X12SetTree: PrintsRedacted {}
