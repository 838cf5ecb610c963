/// One segment of an interchange, with its place in the file.
///
/// Elements are numbered as the guides number them: element 1 is the first after the identifier.
/// Asking for an element or component that is not there gives empty text. Two segments are equal
/// when identifier and elements are; where they were read does not count.
package struct X12Segment: Sendable {
  /// The number of the segment in its file; the first is 1.
  package let ordinal: Int
  /// The number of the segment in its set; ST is 1, a segment outside of sets is 0.
  package let ordinalInSet: Int
  /// How many bytes of the file lie before the segment.
  package let byteOffset: Int
  /// The identifier, such as `CLM`; empty when two terminators follow each other.
  package let id: String
  /// The characters that cut it.
  package let delimiters: X12Delimiters
  /// Whether a terminator closed it; only an IEA at the end of a file may lack one.
  package let isTerminated: Bool

  let name: X12SegmentName
  let bytes: [UInt8]
  private let ends: [Int32]

  /// Cuts `bytes`, the segment without its terminator, into elements.
  init(
    bytes: [UInt8], delimiters: X12Delimiters, ordinal: Int, ordinalInSet: Int = 0,
    byteOffset: Int, isTerminated: Bool = true
  ) {
    self.bytes = bytes
    self.isTerminated = isTerminated
    self.delimiters = delimiters
    self.ordinal = ordinal
    self.ordinalInSet = ordinalInSet
    self.byteOffset = byteOffset
    self.ends = X12Segment.ends(of: bytes, separator: delimiters.element)
    self.id = String(decoding: bytes[..<Int(ends[0])], as: UTF8.self)
    self.name = X12SegmentName(bytes[..<Int(ends[0])])
  }

  /// How many elements follow the identifier, empty ones included.
  package var elementCount: Int { ends.count - 1 }

  /// The text of element `number` with its component separators.
  package func element(_ number: Int) -> String {
    guard let range = range(of: number), !range.isEmpty else { return "" }
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// The text of one component of an element; component 1 is the first.
  package func component(_ element: Int, _ number: Int) -> String {
    guard let range = range(of: element, component: number), !range.isEmpty else { return "" }
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// The text of an element, or of one of its components, with the byte of the file at which it
  /// begins.
  func located(_ element: Int, _ component: Int) -> (text: String, byteOffset: Int) {
    let range = component == 0 ? range(of: element) : range(of: element, component: component)
    guard let range else { return ("", byteOffset) }
    let text = range.isEmpty ? "" : String(decoding: bytes[range], as: UTF8.self)
    return (text, byteOffset + range.lowerBound)
  }

  /// How many components an element has; none when it is empty.
  package func componentCount(_ element: Int) -> Int {
    guard let range = range(of: element), !range.isEmpty else { return 0 }
    return bytes[range].count { $0 == delimiters.component } + 1
  }

  /// The texts of all components of an element.
  package func components(_ element: Int) -> [String] {
    let count = componentCount(element)
    return count == 0 ? [] : (1...count).map { component(element, $0) }
  }

  /// The texts of the components of an element to the last that is filled; what is empty behind it says
  /// nothing, and no writer writes it.
  package func filledComponents(_ element: Int) -> [String] {
    let texts = components(element)
    return texts.lastIndex { !$0.isEmpty }.map { Array(texts[...$0]) } ?? []
  }

  /// Whether the element is absent or empty.
  package func isEmpty(_ element: Int) -> Bool {
    range(of: element)?.isEmpty ?? true
  }

  /// The byte of the file at which an element or component begins; the segment's own first byte
  /// when it is not there.
  package func byteOffset(of element: Int, component: Int = 0) -> Int {
    let found = component == 0 ? range(of: element) : range(of: element, component: component)
    return byteOffset + (found?.lowerBound ?? 0)
  }

  private func range(of element: Int) -> Range<Int>? {
    guard element >= 1, element < ends.count else { return nil }
    return Int(ends[element - 1]) + 1..<Int(ends[element])
  }

  private func range(of element: Int, component: Int) -> Range<Int>? {
    guard component >= 1, let whole = range(of: element) else { return nil }
    var start = whole.lowerBound
    for _ in 1..<component {
      guard let separator = bytes[start..<whole.upperBound].firstIndex(of: delimiters.component)
      else { return nil }
      start = separator + 1
    }
    let rest = bytes[start..<whole.upperBound]
    return start..<(rest.firstIndex(of: delimiters.component) ?? whole.upperBound)
  }

  private static func ends(of bytes: [UInt8], separator: UInt8) -> [Int32] {
    var ends: [Int32] = []
    ends.reserveCapacity(12)
    bytes.withUnsafeBufferPointer { bytes in
      var rest = bytes[...]
      while let index = rest.firstIndex(of: separator) {
        ends.append(Int32(truncatingIfNeeded: index))
        rest = rest[(index + 1)...]
      }
    }
    ends.append(Int32(truncatingIfNeeded: bytes.count))
    return ends
  }
}

extension X12Segment: Hashable {
  package static func == (left: X12Segment, right: X12Segment) -> Bool {
    if left.delimiters == right.delimiters { return left.bytes == right.bytes }
    return left.id == right.id && left.elementCount == right.elementCount
      && (0...left.elementCount).allSatisfy { left.components($0) == right.components($0) }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(elementCount)
  }
}

extension X12Segment: PrintsRedacted {}
