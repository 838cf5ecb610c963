/// IK3 of a 999: a segment that is wrong, with the elements of it that are.
package struct X12SegmentFault: Hashable, Sendable {
  /// IK301, the identifier of the segment.
  package var segmentID: String
  /// IK302, its number in the set; ST is 1.
  package var segmentPosition: Int
  /// IK303, the loop that holds it; empty outside loops.
  package var loopID: String
  /// IK304, what is wrong.
  package var code: String
  /// CLM01 of the claim that holds it; empty when there is none.
  package var claimIdentifier: String
  /// IK4, the elements that are wrong.
  package var elementFaults: [X12ElementFault]

  /// Makes a fault of a segment.
  package init(
    segmentID: String, segmentPosition: Int, loopID: String = "", code: String,
    claimIdentifier: String = "", elementFaults: [X12ElementFault] = []
  ) {
    self.segmentID = segmentID
    self.segmentPosition = segmentPosition
    self.loopID = loopID
    self.code = code
    self.claimIdentifier = claimIdentifier
    self.elementFaults = elementFaults
  }
}

extension X12SegmentFault: PrintsRedacted {}
