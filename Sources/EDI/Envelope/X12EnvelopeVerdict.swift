/// How a functional group or an interchange ended.
package struct X12EnvelopeVerdict: Hashable, Sendable {
  /// The interchange that ended, or that holds the group.
  package let interchange: X12InterchangeHeader
  /// The group that ended; nothing when the interchange did.
  package let group: X12GroupHeader?
  /// The sets of the group or the groups of the interchange that were read.
  package let count: Int
  /// What the trailer says that the count is; nothing when it is missing or says no number.
  package let statedCount: Int?
  /// The faults of this level of the envelope, not those inside it.
  package let faults: [X12Fault]

  /// GS06 or ISA13.
  package var controlNumber: String { group?.controlNumber ?? interchange.controlNumber }

  /// Whether nothing but notes was found.
  package var isAccepted: Bool { faults.allSatisfy(\.isNote) }
}
