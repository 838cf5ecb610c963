/// Writes an interchange with one functional group of sets, whose segments others give.
struct X12InterchangeWriter: Sendable {
  private let interchange: X12InterchangeHeader
  private let group: X12GroupHeader
  private var writer: X12SegmentWriter
  private var setCount = 0

  /// Begins an interchange with one functional group, in the delimiters that its header names.
  init(
    interchange: X12InterchangeHeader, group: X12GroupHeader, breaksLines: Bool
  ) throws(X12Error) {
    self.interchange = interchange
    self.group = group
    writer = X12SegmentWriter(delimiters: interchange.delimiters, breaksLines: breaksLines)
    try writer.write(interchange)
    try writer.write(
      "GS",
      [
        .text(group.functionalID), .text(group.sender), .text(group.receiver),
        .text(group.date), .text(group.time), .text(group.controlNumber), "X",
        .text(group.guide),
      ])
  }

  /// Writes a set by the group's guide with these segments between ST and SE.
  mutating func writeSet(
    _ transaction: String, controlNumber: String, _ segments: [X12OutgoingSegment]
  ) throws(X12Error) {
    setCount += 1
    try writer.write(
      "ST", [.text(transaction), .text(controlNumber), .text(group.guide)])
    for segment in segments {
      switch segment {
      case .made(let id, let elements): try writer.write(id, elements)
      case .read(let segment): try writer.write(segment)
      }
    }
    try writer.write("SE", [.text(String(segments.count + 2)), .text(controlNumber)])
  }

  /// An error at the place that is written next.
  func refusal(_ code: X12Error.Code) -> X12Error {
    X12Error(code, segmentOrdinal: writer.segmentCount + 1, byteOffset: writer.bytes.count)
  }

  /// Ends group and interchange and gives all bytes.
  consuming func finish() throws(X12Error) -> [UInt8] {
    try writer.write("GE", [.text(String(setCount)), .text(group.controlNumber)])
    try writer.write("IEA", ["1", .text(interchange.controlNumber)])
    return writer.bytes
  }
}
