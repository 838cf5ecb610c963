/// Writes segments one behind the other and counts them.
///
/// No value may hold a delimiter or a control character: a value that does is refused with an
/// ``X12Error``, whose ordinal is that of the segment being written. Trailing empty elements and
/// components are left out.
package struct X12SegmentWriter: Sendable {
  /// The delimiters in use.
  package let delimiters: X12Delimiters
  /// What was written.
  package private(set) var bytes: [UInt8] = []
  /// How many segments were written.
  package private(set) var segmentCount = 0
  private let breaksLines: Bool

  /// Makes a writer with nothing written; `breaksLines` puts a line break behind each terminator.
  package init(delimiters: X12Delimiters = .usual, breaksLines: Bool = false) {
    self.delimiters = delimiters
    self.breaksLines = breaksLines
  }

  /// Writes a segment.
  package mutating func write(
    _ id: String, _ elements: [X12ElementValue]
  ) throws(X12Error) {
    let start = bytes.count
    bytes.append(contentsOf: id.utf8)
    do throws(X12Error) {
      for element in elements {
        bytes.append(delimiters.element)
        try append(element)
      }
    } catch {
      bytes.removeSubrange(start...)
      throw refusal
    }
    trimTrailing(delimiters.element, behind: start)
    end()
  }

  /// Writes a segment as it was read, with this writer's delimiters.
  package mutating func write(_ segment: X12Segment) throws(X12Error) {
    let old = segment.delimiters
    var bytes: [UInt8] = []
    bytes.reserveCapacity(segment.bytes.count + 1)
    for byte in segment.bytes {
      switch byte {
      case old.element: bytes.append(delimiters.element)
      case old.component: bytes.append(delimiters.component)
      case old.repetition: bytes.append(delimiters.repetition ?? byte)
      case _ where delimiters.cuts(byte): throw refusal
      default: bytes.append(byte)
      }
    }
    self.bytes += bytes
    end()
  }

  /// Writes an ISA segment in its fixed width.
  package mutating func write(_ header: X12InterchangeHeader) throws(X12Error) {
    guard delimiters.areDistinct else { throw refusal }
    let repetition = delimiters.repetition ?? UInt8(ascii: "U")
    let values = [
      "00", "", "00", "", header.senderQualifier, header.sender, header.receiverQualifier,
      header.receiver, header.date, header.time, "", header.version, header.controlNumber,
      header.isAcknowledgmentRequested ? "1" : "0", header.usage,
    ]
    var segment = Array("ISA".utf8)
    for (index, value) in values.enumerated() {
      segment.append(delimiters.element)
      let width = X12HeaderLayout.widths[index]
      index == 10
        ? segment.append(repetition) : try append(value, width: width, to: &segment)
    }
    segment += [delimiters.element, delimiters.component]
    bytes += segment
    end()
  }

  private func append(
    _ value: String, width: Int, to segment: inout [UInt8]
  ) throws(X12Error) {
    guard value.utf8.count <= width else {
      throw X12Error(
        .valueTooWide, segmentOrdinal: segmentCount + 1, byteOffset: bytes.count)
    }
    guard X12SegmentWriter.append(value, to: &segment, delimiters) else { throw refusal }
    segment += Array(repeating: 0x20, count: width - value.utf8.count)
  }

  private mutating func append(_ element: X12ElementValue) throws(X12Error) {
    switch element {
    case .text(let text):
      try append(text)
    case .composite(let parts):
      let start = bytes.count
      for (index, part) in parts.enumerated() {
        if index > 0 { bytes.append(delimiters.component) }
        try append(part)
      }
      trimTrailing(delimiters.component, behind: start)
    }
  }

  private mutating func append(_ text: String) throws(X12Error) {
    guard X12SegmentWriter.append(text, to: &bytes, delimiters) else { throw refusal }
  }

  /// - Returns: Whether the text may stand in a segment; one that may not is not written.
  private static func append(
    _ text: String, to written: inout [UInt8], _ delimiters: X12Delimiters
  ) -> Bool {
    var text = text
    return text.withUTF8 { characters in
      let isWritable = characters.allSatisfy { byte in
        byte >= 0x20 && byte != 0x7F && !delimiters.cuts(byte)
      }
      if isWritable { written.append(contentsOf: characters) }
      return isWritable
    }
  }

  private mutating func trimTrailing(_ separator: UInt8, behind start: Int) {
    while bytes.count > start, bytes.last == separator { bytes.removeLast() }
  }

  /// Ends the segment that was written.
  private mutating func end() {
    bytes.append(delimiters.terminator)
    if breaksLines { bytes.append(0x0A) }
    segmentCount += 1
  }

  private var refusal: X12Error {
    X12Error(.valueNotWritable, segmentOrdinal: segmentCount + 1, byteOffset: bytes.count)
  }
}
