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

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }
}
