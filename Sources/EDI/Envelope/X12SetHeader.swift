/// What an ST segment says, with the headers above it.
package struct X12SetHeader: Hashable, Sendable {
  /// The interchange that holds the set.
  package let interchange: X12InterchangeHeader
  /// The functional group that holds the set.
  package let group: X12GroupHeader
  /// ST01, such as `837`.
  package let transaction: String
  /// ST02.
  package let controlNumber: String
  /// ST03, or GS08 when ST03 is empty.
  package let guide: String
  /// Where the set begins.
  package let position: X12Position

  /// Reads an ST segment.
  init(_ segment: X12Segment, interchange: X12InterchangeHeader, group: X12GroupHeader) {
    self.interchange = interchange
    self.group = group
    transaction = segment.element(1)
    controlNumber = segment.element(2)
    guide = segment.isEmpty(3) ? group.guide : segment.element(3)
    position = X12Position(segment, in: .setHeader)
  }

  /// Makes a header to be written.
  package init(
    interchange: X12InterchangeHeader, group: X12GroupHeader, transaction: String,
    controlNumber: String, guide: String
  ) {
    self.interchange = interchange
    self.group = group
    self.transaction = transaction
    self.controlNumber = controlNumber
    self.guide = guide
    self.position = .none
  }
}
