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
    var segment = Array(id.utf8)
    for element in elements {
      segment.append(delimiters.element)
      try append(element, to: &segment)
    }
    trimTrailing(delimiters.element, of: &segment)
    end(segment)
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
      case _ where delimiters.contains(byte): throw refusal
      default: bytes.append(byte)
      }
    }
    end(bytes)
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
    end(segment)
  }

  private func append(
    _ value: String, width: Int, to segment: inout [UInt8]
  ) throws(X12Error) {
    guard value.utf8.count <= width else {
      throw X12Error(
        .valueTooWide, segmentOrdinal: segmentCount + 1, byteOffset: bytes.count)
    }
    try append(value, to: &segment)
    segment += Array(repeating: 0x20, count: width - value.utf8.count)
  }

  private func append(
    _ element: X12ElementValue, to segment: inout [UInt8]
  ) throws(X12Error) {
    var bytes: [UInt8] = []
    for (index, part) in element.parts.enumerated() {
      if index > 0 { bytes.append(delimiters.component) }
      try append(part, to: &bytes)
    }
    trimTrailing(delimiters.component, of: &bytes)
    segment += bytes
  }

  private func append(_ text: String, to segment: inout [UInt8]) throws(X12Error) {
    for byte in text.utf8 {
      guard byte >= 0x20, byte != 0x7F, !delimiters.contains(byte) else { throw refusal }
      segment.append(byte)
    }
  }

  private func trimTrailing(_ separator: UInt8, of bytes: inout [UInt8]) {
    while bytes.last == separator { bytes.removeLast() }
  }

  private mutating func end(_ segment: [UInt8]) {
    bytes += segment
    bytes.append(delimiters.terminator)
    if breaksLines { bytes.append(0x0A) }
    segmentCount += 1
  }

  private var refusal: X12Error {
    X12Error(.valueNotWritable, segmentOrdinal: segmentCount + 1, byteOffset: bytes.count)
  }
}
