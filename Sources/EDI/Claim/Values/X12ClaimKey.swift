/// What identifies a claim of a file for all time: the same file sent again gives the same keys.
package struct X12ClaimKey: Hashable, Sendable {
  /// ISA06 without the padding.
  package let sender: String
  /// ISA13.
  package let interchangeControlNumber: String
  /// GS06.
  package let groupControlNumber: String
  /// ST02.
  package let setControlNumber: String
  /// The number of the claim in its set; the first is 1.
  package let ordinal: Int

  /// The key of the claim with this number in a set.
  package init(set: X12SetHeader, ordinal: Int) {
    self.sender = set.interchange.sender
    self.interchangeControlNumber = set.interchange.controlNumber
    self.groupControlNumber = set.group.controlNumber
    self.setControlNumber = set.controlNumber
    self.ordinal = ordinal
  }
}
