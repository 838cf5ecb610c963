/// What a GS segment says.
package struct X12GroupHeader: Hashable, Sendable {
  /// GS01, such as `HC` for claims.
  package let functionalID: String
  /// GS02.
  package let sender: String
  /// GS03.
  package let receiver: String
  /// GS04, eight digits.
  package let date: String
  /// GS05.
  package let time: String
  /// GS06.
  package let controlNumber: String
  /// GS08, the implementation guide.
  package let guide: String

  /// What is wrong with the header itself.
  package let faults: [X12Fault]

  /// Reads a GS segment.
  init(_ segment: X12Segment) {
    functionalID = segment.element(1)
    sender = segment.element(2)
    receiver = segment.element(3)
    date = segment.element(4)
    time = segment.element(5)
    controlNumber = segment.element(6)
    guide = segment.element(8)
    faults = X12HeaderCheck.faults(ofGroup: segment)
  }

  /// Makes a header to be written.
  package init(
    functionalID: String, sender: String, receiver: String, date: String, time: String,
    controlNumber: String, guide: String
  ) {
    self.functionalID = functionalID
    self.sender = sender
    self.receiver = receiver
    self.date = date
    self.time = time
    self.controlNumber = controlNumber
    self.guide = guide
    self.faults = []
  }
}
