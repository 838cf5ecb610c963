/// How a functional group or an interchange ended.
package struct X12EnvelopeVerdict: Hashable, Sendable {
  /// GS06 or ISA13.
  package let controlNumber: String
  /// The sets of the group or the groups of the interchange that were read.
  package let count: Int
  /// The faults of this level of the envelope, not those inside it.
  package let faults: [X12Fault]

  /// Whether nothing but notes was found.
  package var isAccepted: Bool { faults.allSatisfy(\.isNote) }
}
