import Domain

extension X12OutgoingEnvelope {
  /// The most sets in one file.
  static let setsMax = 9_999

  /// A file of one group with one set for each list of segments; the sets are numbered from 0001.
  func file(
    of kind: X12SetKind, _ sets: [[X12OutgoingSegment]]
  ) throws(X12OutgoingError) -> [UInt8] {
    guard !sets.isEmpty else { throw X12OutgoingError(.nothingToSend) }
    guard sets.count <= X12OutgoingEnvelope.setsMax else { throw X12OutgoingError(.tooMany) }
    var writer = X12OutgoingWriter(self)
    try writer.write(try header())
    try writer.write("GS", group(kind))
    for (index, content) in sets.enumerated() {
      let number = X12OutgoingEnvelope.padded(index + 1, width: 4)
      try writer.writeSet(number: number, kind: kind, content)
    }
    try writer.write("GE", [.text(String(sets.count)), .text(String(groupControlNumber))])
    try writer.write("IEA", ["1", .text(interchangeNumber)])
    return writer.bytes
  }

  /// An interchange without groups, which holds nothing but TA1 segments.
  func file(ofInterchangeSegments segments: [X12OutgoingSegment]) throws(X12OutgoingError)
    -> [UInt8]
  {
    guard !segments.isEmpty else { throw X12OutgoingError(.nothingToSend) }
    var writer = X12OutgoingWriter(self)
    try writer.write(try header())
    try writer.write(segments)
    try writer.write("IEA", ["0", .text(interchangeNumber)])
    return writer.bytes
  }

  private func header() throws(X12OutgoingError) -> X12InterchangeHeader {
    let numbers = 1...X12OutgoingEnvelope.controlNumberMax
    guard numbers.contains(interchangeControlNumber), numbers.contains(groupControlNumber) else {
      throw X12OutgoingError(.controlNumberOutOfRange)
    }
    guard !sender.isEmpty, !receiver.isEmpty else {
      throw X12OutgoingError(.valueMissing, segmentOrdinal: 1)
    }
    return X12InterchangeHeader(
      senderQualifier: senderQualifier, sender: sender, receiverQualifier: receiverQualifier,
      receiver: receiver, date: String(instant.day.compact.dropFirst(2)), time: instant.x12Time,
      controlNumber: interchangeNumber, isAcknowledgmentRequested: asksForAcknowledgement,
      usage: usage.rawValue, delimiters: delimiters)
  }

  private func group(_ kind: X12SetKind) -> [X12ElementValue] {
    [
      .text(kind.functionalID), .text(applicationSender), .text(applicationReceiver),
      .text(instant.day.compact), .text(instant.x12Time), .text(String(groupControlNumber)),
      "X", .text(kind.guide),
    ]
  }

  private var interchangeNumber: String {
    X12OutgoingEnvelope.padded(interchangeControlNumber, width: 9)
  }

  private static func padded(_ number: Int, width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
