/// The segments of a written X12 document.
///
/// It is read by its delimiters alone, apart from the code that writes such documents.
struct SegmentText {
  /// The segments, each as its elements.
  let segments: [[Substring]]

  /// Reads a document; one that does not begin with a whole ISA segment has no segments.
  init(_ bytes: [UInt8]) {
    guard bytes.count > 106, bytes.starts(with: "ISA".utf8) else {
      segments = []
      return
    }
    let element = Character(Unicode.Scalar(bytes[3]))
    let terminator = Character(Unicode.Scalar(bytes[105]))
    segments = String(decoding: bytes, as: UTF8.self).split(separator: terminator).map { segment in
      segment.drop { $0.isWhitespace }.split(
        separator: element, omittingEmptySubsequences: false)
    }
  }

  /// The segments of a name, in order, with * between elements.
  func named(_ name: String) -> [String] {
    segments.filter { $0.first.map { $0 == name } ?? false }.map { $0.joined(separator: "*") }
  }
}
