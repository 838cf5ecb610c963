/// A place in an X12 file: what an acknowledgement, an examiner or a submitter needs to find a field.
///
/// It counts segments twice: in the file, for people, and in the set, for acknowledgements. Every
/// field of a claim carries one, so it is packed into 24 bytes; numbers beyond their width are
/// held at the largest.
package struct X12Position: Hashable, Sendable {
  /// How many bytes of the file lie before the field; before its segment when the field is absent.
  package let byteOffset: Int
  private let ordinal: UInt32
  private let ordinalInSet: UInt32
  private let name: X12SegmentName
  private let elementNumber: UInt16
  private let componentNumber: UInt8
  /// The loop of the guide in which the segment stands.
  package let loop: X12Loop

  /// A value that was not read from a file.
  package static let none = X12Position(
    segmentOrdinal: 0, byteOffset: 0, segmentID: "", loop: .unrecognised, element: 0, component: 0)

  /// Makes a place from its parts.
  package init(
    segmentOrdinal: Int, segmentOrdinalInSet: Int = 0, byteOffset: Int, segmentID: String,
    loop: X12Loop, element: Int, component: Int
  ) {
    self.init(
      ordinal: segmentOrdinal, ordinalInSet: segmentOrdinalInSet, byteOffset: byteOffset,
      name: X12SegmentName(segmentID.utf8), loop: loop, element: element, component: component)
  }

  init(
    ordinal: Int, ordinalInSet: Int, byteOffset: Int, name: X12SegmentName, loop: X12Loop,
    element: Int, component: Int
  ) {
    self.byteOffset = byteOffset
    self.ordinal = UInt32(clamping: ordinal)
    self.ordinalInSet = UInt32(clamping: ordinalInSet)
    self.name = name
    self.elementNumber = UInt16(clamping: element)
    self.componentNumber = UInt8(clamping: component)
    self.loop = loop
  }

  /// The number of the segment in its file; the first is 1, none is 0.
  package var segmentOrdinal: Int { Int(ordinal) }
  /// The number of the segment in its set; ST is 1, a segment outside of sets is 0.
  package var segmentOrdinalInSet: Int { Int(ordinalInSet) }
  /// The identifier of the segment; empty when it is none of X12.
  package var segmentID: String { name.text }
  /// The number of the element; 0 is the whole segment.
  package var element: Int { Int(elementNumber) }
  /// The number of the component; 0 is the whole element.
  package var component: Int { Int(componentNumber) }

  /// The place of an element or component of a segment; of the segment itself without numbers.
  package init(
    _ segment: X12Segment, in loop: X12Loop, element: Int = 0, component: Int = 0
  ) {
    self.init(
      ordinal: segment.ordinal, ordinalInSet: segment.ordinalInSet,
      byteOffset: segment.byteOffset(of: element, component: component), name: segment.name,
      loop: loop, element: element, component: component)
  }
}

extension X12Position {
  /// The place of a segment that is not there: behind this one, with which its loop begins.
  func ofAbsent(_ segmentID: String, in loop: X12Loop) -> X12Position {
    X12Position(
      segmentOrdinal: segmentOrdinal, segmentOrdinalInSet: segmentOrdinalInSet,
      byteOffset: byteOffset, segmentID: segmentID, loop: loop, element: 0, component: 0)
  }
}

extension X12Position: CustomStringConvertible {
  /// The place as people quote it: `2400 SV102, segment 31, byte 890`.
  package var description: String {
    let number = element == 0 ? "" : element < 10 ? "0\(element)" : "\(element)"
    let part = component == 0 ? "" : "-\(component)"
    return "\(loop) \(segmentID)\(number)\(part), segment \(segmentOrdinal), byte \(byteOffset)"
  }
}
