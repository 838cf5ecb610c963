/// A place in an X12 file: what an acknowledgement, an examiner or a submitter needs to find a field.
package struct X12Position: Hashable, Sendable {
  /// The number of the segment in its file; the first is 1, none is 0.
  package let segmentOrdinal: Int
  /// How many bytes of the file lie before the field; before its segment when the field is absent.
  package let byteOffset: Int
  /// The identifier of the segment.
  package let segmentID: String
  /// The loop of the guide in which the segment stands.
  package let loop: X12Loop
  /// The number of the element; 0 is the whole segment.
  package let element: Int
  /// The number of the component; 0 is the whole element.
  package let component: Int

  /// A value that was not read from a file.
  package static let none = X12Position(
    segmentOrdinal: 0, byteOffset: 0, segmentID: "", loop: .unrecognised, element: 0, component: 0)

  /// Makes a place from its parts.
  package init(
    segmentOrdinal: Int, byteOffset: Int, segmentID: String, loop: X12Loop, element: Int,
    component: Int
  ) {
    self.segmentOrdinal = segmentOrdinal
    self.byteOffset = byteOffset
    self.segmentID = segmentID
    self.loop = loop
    self.element = element
    self.component = component
  }

  /// The place of an element or component of a segment; of the segment itself without numbers.
  package init(
    _ segment: X12Segment, in loop: X12Loop, element: Int = 0, component: Int = 0
  ) {
    self.init(
      segmentOrdinal: segment.ordinal,
      byteOffset: segment.byteOffset(of: element, component: component), segmentID: segment.id,
      loop: loop, element: element, component: component)
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
