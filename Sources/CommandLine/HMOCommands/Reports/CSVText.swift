/// Text in the form of RFC 4180: cells between commas, lines that end in CR LF.
enum CSVText {
  /// Lines of cells; a cell is quoted where it must be.
  static func lines(_ rows: [[String]]) -> String {
    rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  /// One cell. A text that a spreadsheet would take for a formula gets an apostrophe in front of it; an
  /// amount below zero stays what it is.
  private static func cell(_ text: String) -> String {
    let text = isFormula(text) ? "'" + text : text
    guard text.utf8.contains(where: isSpecial) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    [UInt8(ascii: ","), UInt8(ascii: "\""), 0x0D, 0x0A].contains(byte)
  }

  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) else { return false }
    return !text.utf8.dropFirst().allSatisfy { "0123456789.".utf8.contains($0) }
  }
}
