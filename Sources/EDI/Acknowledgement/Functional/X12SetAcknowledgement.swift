/// AK2 to IK5 of a 999: what reading one set found.
package struct X12SetAcknowledgement: Hashable, Sendable {
  /// AK201, such as `837`.
  package var transaction: String
  /// AK202, ST02 of the set.
  package var controlNumber: String
  /// AK203, ST03 of the set; empty for none.
  package var guide: String
  /// IK3 with what stands below it, in the order of the set.
  package var segmentFaults: [X12SegmentFault]
  /// IK501.
  package var outcome: Outcome
  /// IK502 to IK506: what is wrong with the set as a whole; at most five are sent.
  package var setCodes: [String]

  /// Makes an acknowledgement of a set.
  package init(
    transaction: String, controlNumber: String, guide: String, outcome: Outcome,
    segmentFaults: [X12SegmentFault] = [], setCodes: [String] = []
  ) {
    self.transaction = transaction
    self.controlNumber = controlNumber
    self.guide = guide
    self.outcome = outcome
    self.segmentFaults = segmentFaults
    self.setCodes = setCodes
  }

  /// IK501: what became of a set.
  package enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// Taken.
    case accepted = "A"
    /// Taken, and something is to be mended.
    case acceptedWithErrors = "E"
    /// Refused.
    case rejected = "R"

    /// Whether the set was taken.
    package var isAccepted: Bool { self != .rejected }
  }
}
