import EDI

/// Everything that cutting bytes into segments gave.
struct SegmentReading: Equatable {
  private(set) var segments: [X12Segment] = []
  private(set) var error: X12Error?

  init(_ bytes: [UInt8], chunk: Int) {
    var reader = X12SegmentReader()
    do throws(X12Error) {
      for start in stride(from: 0, to: bytes.count, by: max(1, chunk)) {
        reader.push(bytes[start..<min(start + chunk, bytes.count)])
        while let segment = try reader.next() { segments.append(segment) }
      }
      reader.finish()
      while let segment = try reader.next() { segments.append(segment) }
    } catch {
      self.error = error
    }
  }

  /// Reads bytes behind an ISA segment with these delimiters; that segment is left out.
  init(behindHeader bytes: [UInt8], delimiters: X12Delimiters) {
    let header = X12InterchangeHeader(
      sender: "A", receiver: "B", date: "260310", time: "1200", controlNumber: "000000001",
      usage: "T", delimiters: delimiters)
    var writer = X12SegmentWriter(delimiters: delimiters)
    guard (try? writer.write(header)) != nil else {
      self.init([], chunk: 1)
      return
    }
    let all = writer.bytes + bytes
    self.init(all, chunk: all.count)
    segments.removeFirst(min(1, segments.count))
  }

  /// The elements of a segment as values to be written.
  static func values(of segment: X12Segment) -> [X12ElementValue] {
    (0..<segment.elementCount).map { .composite(segment.components($0 + 1)) }
  }

  /// The components of each element without what is empty at the ends.
  static func trimmed(_ segment: X12Segment) -> [[String]] {
    var elements = (0..<segment.elementCount).map { number in
      var parts = segment.components(number + 1)
      while parts.last == "" { parts.removeLast() }
      return parts
    }
    while elements.last == [] { elements.removeLast() }
    return [[segment.id]] + elements
  }
}
