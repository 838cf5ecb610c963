/// What an ISA segment says.
package struct X12InterchangeHeader: Hashable, Sendable {
  /// ISA05.
  package let senderQualifier: String
  /// ISA06 without the padding.
  package let sender: String
  /// ISA07.
  package let receiverQualifier: String
  /// ISA08 without the padding.
  package let receiver: String
  /// ISA09, two digits each of year, month and day.
  package let date: String
  /// ISA10.
  package let time: String
  /// ISA12.
  package let version: String
  /// ISA13, nine digits.
  package let controlNumber: String
  /// Whether ISA14 asks for a TA1.
  package let isAcknowledgmentRequested: Bool
  /// ISA15: `P` for production, `T` for test.
  package let usage: String
  /// What is wrong with the header itself, known before anything else is read.
  package let faults: [X12Fault]
  /// The characters that cut the interchange.
  package let delimiters: X12Delimiters

  /// Reads an ISA segment.
  init(_ segment: X12Segment) {
    senderQualifier = segment.element(5)
    sender = X12InterchangeHeader.trimmed(segment.element(6))
    receiverQualifier = segment.element(7)
    receiver = X12InterchangeHeader.trimmed(segment.element(8))
    date = segment.element(9)
    time = segment.element(10)
    version = segment.element(12)
    controlNumber = segment.element(13)
    isAcknowledgmentRequested = segment.element(14) == "1"
    usage = segment.element(15)
    delimiters = segment.delimiters
    faults = X12InterchangeHeader.faults(of: segment)
  }

  /// Makes a header to be written.
  package init(
    senderQualifier: String = "ZZ", sender: String, receiverQualifier: String = "ZZ",
    receiver: String, date: String, time: String, controlNumber: String,
    isAcknowledgmentRequested: Bool = false, usage: String, delimiters: X12Delimiters = .usual
  ) {
    self.senderQualifier = senderQualifier
    self.sender = sender
    self.receiverQualifier = receiverQualifier
    self.receiver = receiver
    self.date = date
    self.time = time
    self.version = "00501"
    self.controlNumber = controlNumber
    self.isAcknowledgmentRequested = isAcknowledgmentRequested
    self.usage = usage
    self.faults = []
    self.delimiters = delimiters
  }

  /// Whether ISA15 says that the interchange is a test.
  package var isTest: Bool { usage == "T" }

  private static func faults(of segment: X12Segment) -> [X12Fault] {
    let faults = X12HeaderCheck.faults(ofInterchange: segment)
    guard segment.element(12) != "00501" else { return faults }
    let place = X12Position(segment, in: .envelope, element: 12)
    return faults + [X12Fault(.interchangeVersionUnknown, at: place)]
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
