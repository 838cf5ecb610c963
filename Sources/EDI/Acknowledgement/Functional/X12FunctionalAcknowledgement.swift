/// A 999: what reading a functional group found, set by set.
///
/// It judges form, not content: which claims were taken is the business of a 277CA.
package struct X12FunctionalAcknowledgement: Hashable, Sendable {
  /// AK101, GS01 of the group that it answers.
  package var functionalID: String
  /// AK102, its GS06.
  package var groupControlNumber: String
  /// AK103, its GS08.
  package var guide: String
  /// AK2 with what stands below it, in the order of the group.
  package var sets: [X12SetAcknowledgement]
  /// AK902, the sets that the sender counted in GE01.
  package var setsIncluded: Int
  /// AK905 to AK909: what is wrong with the group itself, as codes of AK905; at most five are sent.
  package var groupCodes: [String]

  /// Makes an acknowledgement.
  package init(
    functionalID: String, groupControlNumber: String, guide: String,
    sets: [X12SetAcknowledgement], setsIncluded: Int, groupCodes: [String] = []
  ) {
    self.functionalID = functionalID
    self.groupControlNumber = groupControlNumber
    self.guide = guide
    self.sets = sets
    self.setsIncluded = setsIncluded
    self.groupCodes = groupCodes
  }

  /// AK903, the sets that arrived.
  package var setsReceived: Int { sets.count }

  /// AK904, the sets that were taken.
  package var setsAccepted: Int { sets.count { $0.outcome.isAccepted } }

  /// AK901: what became of the group.
  ///
  /// A set that was taken stays taken when the trailer of its group is wrong, so a group is rejected
  /// only when nothing of it was taken.
  package var outcome: Outcome {
    if setsAccepted == 0 { return .rejected }
    if setsAccepted < setsReceived { return .partlyAccepted }
    let isFlawless = groupCodes.isEmpty && sets.allSatisfy { $0.outcome == .accepted }
    return isFlawless ? .accepted : .acceptedWithErrors
  }

  /// AK901: what became of a group.
  package enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// All of it was taken.
    case accepted = "A"
    /// All of it was taken, and something is to be mended.
    case acceptedWithErrors = "E"
    /// Some sets were taken, some were not.
    case partlyAccepted = "P"
    /// Nothing of it was taken.
    case rejected = "R"
  }
}
