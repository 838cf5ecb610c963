/// Swift source under construction: lines with their indentation.
struct SourceText {
  private(set) var text = ""
  private var depth = 0

  /// Appends a line, or an empty one.
  mutating func line(_ line: String = "") {
    guard !line.isEmpty else {
      text += "\n"
      return
    }
    text += String(repeating: "  ", count: depth) + line + "\n"
  }

  /// Appends `opening {`, the lines of `body` one level deeper, and `}`.
  mutating func block(_ opening: String, _ body: (inout SourceText) -> Void) {
    line(opening + " {")
    depth += 1
    body(&self)
    depth -= 1
    line("}")
  }

  /// Appends lines one level deeper.
  mutating func indented(_ body: (inout SourceText) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }

  /// Appends a comment of the interface as a docstring, or `fallback` when there is none.
  mutating func documentation(_ comment: String, fallback: String) {
    let lines = comment.split(separator: "\n", omittingEmptySubsequences: false).map(
      SourceText.trimmed)
    let first = lines.firstIndex { !$0.isEmpty }
    let last = lines.lastIndex { !$0.isEmpty }
    guard let first, let last else {
      line("/// " + fallback)
      return
    }
    for each in lines[first...last] { line(each.isEmpty ? "///" : "/// " + each) }
  }

  private static func trimmed(_ line: Substring) -> Substring {
    var line = line.drop { $0 == " " }
    while line.last == " " || line.last == "\r" { line = line.dropLast() }
    return line
  }
}
