import Testing

@testable import HMOCommands

@Suite("A table for people")
struct TextTableTests {
  @Test("Columns are as wide as their widest cell, text on the left, numbers on the right")
  func widths() {
    var table = TextTable([("CLAIM", .left), ("PAID", .right), ("NOTE", .left)])
    table.add(["HC1", "1200.00", "x"])
    table.add(["HC22222", "0.80", ""])
    #expect(
      table.text == """
        CLAIM       PAID  NOTE
        HC1      1200.00  x
        HC22222     0.80
        """)
  }

  @Test("A row may have fewer cells or more than there are columns")
  func raggedRows() {
    var table = TextTable([("A", .left), ("B", .right)])
    table.add([])
    table.add(["1"])
    table.add(["1", "2", "3"])
    #expect(table.text == "A  B\n\n1\n1  2")
  }

  @Test("A table without rows is its header")
  func empty() {
    #expect(TextTable([("A", .left), ("B", .left)]).text == "A  B")
    #expect(TextTable([]).text == "")
  }

  @Test("Letters of other scripts count as one place, and no cell breaks its line")
  func otherScripts() {
    var table = TextTable([("NAME", .left), ("N", .right)])
    table.add(["Zoë", "1"])
    table.add(["e\u{301}a", "2"])
    table.add(["a\nb\u{1B}[2J", "3"])
    let lines = table.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4)
    #expect(Set(lines.map(\.count)).count == 1, "every line is as wide as the widest")
    #expect(!table.text.contains("\u{1B}"))
  }
}

@Suite("Data cannot steer a terminal")
struct TerminalTests {
  @Test("Plain text is left as it is", arguments: ["", "HC000000000001", "Zoë 😀 東京", "a'b\"c\\"])
  func plain(text: String) {
    #expect(Terminal.safe(text) == text)
  }

  @Test(
    "Control characters are shown, not sent",
    arguments: [
      ("\u{1B}[2J", "\\u{1b}[2J"), ("a\nb", "a\\u{a}b"), ("\u{7}", "\\u{7}"), ("\u{7F}", "\\u{7f}"),
      ("\u{9B}31m", "\\u{9b}31m"), ("a\u{202E}b", "a\\u{202e}b"), ("\u{2066}", "\\u{2066}"),
      ("a\r\nb", "a\\u{d}\\u{a}b"), ("\u{0}", "\\u{0}"),
    ])
  func control(text: String, safe: String) {
    #expect(Terminal.safe(text) == safe)
  }

  @Test("No character below a space, and none that turns the text around, gets through")
  func all() {
    let dangerous =
      Array(0..<0x20) + Array(0x7F...0x9F) + Array(0x202A...0x202E)
      + Array(0x2066...0x2069)
    for value in dangerous {
      guard let scalar = Unicode.Scalar(value as Int) else { continue }
      #expect(!Terminal.safe("a\(scalar)b").unicodeScalars.contains(scalar), "\(value)")
    }
  }
}
