/// Writes the segments of a file that we send, and refuses one without a required value.
struct X12OutgoingWriter {
  private var writer: X12SegmentWriter

  init(_ envelope: X12OutgoingEnvelope) {
    writer = X12SegmentWriter(
      delimiters: envelope.delimiters, breaksLines: envelope.breaksLines)
  }

  /// What was written.
  var bytes: [UInt8] { writer.bytes }

  mutating func write(_ header: X12InterchangeHeader) throws(X12OutgoingError) {
    do throws(X12Error) {
      guard header.delimiters.areDistinct else {
        throw X12Error(.delimitersInvalid, segmentOrdinal: 1, byteOffset: 0)
      }
      try writer.write(header)
    } catch {
      throw X12OutgoingError(error)
    }
  }

  mutating func write(_ id: String, _ elements: [X12ElementValue]) throws(X12OutgoingError) {
    guard X12RequiredElements.areThere(in: elements, of: id) else {
      throw X12OutgoingError(.valueMissing, segmentOrdinal: writer.segmentCount + 1)
    }
    do throws(X12Error) {
      try writer.write(id, elements)
    } catch {
      throw X12OutgoingError(error)
    }
  }

  mutating func write(_ segments: [X12OutgoingSegment]) throws(X12OutgoingError) {
    for segment in segments {
      switch segment {
      case .made(let id, let elements): try write(id, elements)
      case .read(let segment): try write(segment)
      }
    }
  }

  /// Writes ST, the segments, and SE with their count.
  mutating func writeSet(
    number: String, kind: X12SetKind, _ content: [X12OutgoingSegment]
  ) throws(X12OutgoingError) {
    let guide: [X12ElementValue] = kind.namesGuideInSet ? [.text(kind.guide)] : []
    try write("ST", [.text(kind.transaction), .text(number)] + guide)
    try write(content)
    try write("SE", [.text(String(content.count + 2)), .text(number)])
  }

  private mutating func write(_ segment: X12Segment) throws(X12OutgoingError) {
    do throws(X12Error) {
      try writer.write(segment)
    } catch {
      throw X12OutgoingError(error)
    }
  }
}
