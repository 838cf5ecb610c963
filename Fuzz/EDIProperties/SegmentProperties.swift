import EDI
package import Properties

/// What holds for all bytes that are cut into segments.
///
/// They are cut to their end or refused with a place that lies in them; how they were cut into
/// chunks makes no difference; every element and component can be asked for; and each segment comes
/// back when it is written, as it was read and from its elements.
package enum SegmentProperties {
  /// Throws what does not hold for `bytes`; a trap is a violation too.
  package static func check(_ bytes: [UInt8]) throws(BrokenProperty) {
    let whole = SegmentReading(bytes, chunk: max(1, bytes.count))
    let pieces = SegmentReading(bytes, chunk: 1 + bytes.count % 61)
    try BrokenProperty.require(whole == pieces, "chunks make no difference")
    for segment in whole.segments {
      try checkPlaces(segment, fileLength: bytes.count)
    }
    try checkCopies(whole.segments)
    try checkRemakes(whole.segments)
  }

  private static func checkPlaces(
    _ segment: X12Segment, fileLength: Int
  ) throws(BrokenProperty) {
    let places = 0...fileLength
    for number in [-1, 0, segment.elementCount + 1, .max] {
      try BrokenProperty.require(segment.element(number) == "", "an absent element is empty")
      try BrokenProperty.require(segment.componentCount(number) == 0, "and has no components")
    }
    for number in 0..<segment.elementCount {
      let element = number + 1
      let joined = segment.components(element).joined(
        separator: String(UnicodeScalar(segment.delimiters.component)))
      try BrokenProperty.require(
        joined == segment.element(element), "an element is its components")
      try BrokenProperty.require(
        places.contains(segment.byteOffset(of: element)), "an element lies in the file")
      try BrokenProperty.require(
        segment.component(element, segment.componentCount(element) + 1) == "",
        "an absent component is empty")
    }
  }

  /// Every interchange's segments, written as they were read, are the same segments again.
  private static func checkCopies(_ segments: [X12Segment]) throws(BrokenProperty) {
    for interchange in interchanges(segments) {
      guard let first = interchange.first else { continue }
      var writer = X12SegmentWriter(delimiters: first.delimiters)
      do throws(X12Error) {
        for segment in interchange { try writer.write(segment) }
      } catch {
        throw BrokenProperty("a segment that was read can be written; \(error.message)")
      }
      let again = SegmentReading(writer.bytes, chunk: writer.bytes.count)
      try BrokenProperty.require(again.segments == interchange, "copied segments come back")
    }
  }

  /// Segments written from their elements are the same but for what is empty at their ends.
  private static func checkRemakes(_ segments: [X12Segment]) throws(BrokenProperty) {
    for interchange in interchanges(segments) {
      guard let delimiters = interchange.first?.delimiters else { continue }
      var writer = X12SegmentWriter(delimiters: delimiters)
      var written: [X12Segment] = []
      for segment in interchange where segment.id != "ISA" && !segment.id.isEmpty {
        if try remake(segment, &writer) { written.append(segment) }
      }
      let again = SegmentReading(behindHeader: writer.bytes, delimiters: delimiters)
      try BrokenProperty.require(
        again.segments.map(SegmentReading.trimmed) == written.map(SegmentReading.trimmed),
        "segments written from their elements come back")
    }
  }

  /// Writes a segment from its elements; not one with a repeated element, because a value may not
  /// hold the separator of repetitions.
  private static func remake(
    _ segment: X12Segment, _ writer: inout X12SegmentWriter
  ) throws(BrokenProperty) -> Bool {
    do throws(X12Error) {
      try writer.write(segment.id, SegmentReading.values(of: segment))
      return true
    } catch {
      if error.code == .valueNotWritable { return false }
      throw BrokenProperty("a segment can be written from its elements; \(error.message)")
    }
  }

  private static func interchanges(_ segments: [X12Segment]) -> [[X12Segment]] {
    var interchanges: [[X12Segment]] = []
    for segment in segments {
      if segment.id == "ISA" || interchanges.isEmpty { interchanges.append([]) }
      interchanges[interchanges.count - 1].append(segment)
    }
    return interchanges
  }
}
