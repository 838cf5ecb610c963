import EDI

/// Text of a claim as a document that goes out may carry it.
enum X12Text {
  /// `text` with every delimiter and control character as a space, cut to `most` characters.
  ///
  /// A claim that came as a message, or in a file with other delimiters, may hold what the document
  /// cannot; a remittance or an answer must not fail for it.
  static func writable(
    _ text: String, most: Int, delimiters: X12Delimiters = .usual
  ) -> String {
    if isPlain(text, most: most, delimiters) { return text }
    let taken =
      [delimiters.element, delimiters.component, delimiters.terminator]
      .map(UInt32.init) + [delimiters.repetition].compactMap { $0.map(UInt32.init) }
    let characters = text.unicodeScalars.map { scalar -> Character in
      taken.contains(scalar.value) || isControl(scalar) ? " " : Character(scalar)
    }
    var cut = String(characters.drop { $0 == " " }.prefix(most))
    while cut.last == " " { cut.removeLast() }
    return cut
  }

  /// Whether a text, as nearly every one, goes out as it is: short enough ASCII without a delimiter, a
  /// control character or a space at an end.
  private static func isPlain(_ text: String, most: Int, _ delimiters: X12Delimiters) -> Bool {
    let bytes = text.utf8
    return bytes.count <= most && bytes.first != 0x20 && bytes.last != 0x20
      && bytes.allSatisfy { (0x20..<0x7F).contains($0) && !delimiters.cuts($0) }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }
}
