import Foundation

/// The rules by their names: as `docs/rules` states them, as the sources use them, as tests name them.
enum RuleReference {
  /// The rules that are stated, with the version of each.
  static let stated: [(name: String, version: Int, path: String)] = SourceTree.rules.flatMap {
    file in
    file.lines.compactMap { line in
      let parts = line.components(separatedBy: " · ")
      guard line.hasPrefix("### "), parts.count >= 3, parts[1].hasPrefix("v"),
        let version = Int(parts[1].dropFirst())
      else { return nil }
      return (String(parts[0].dropFirst(4)), version, file.path)
    }
  }

  /// The names of the rules that are stated.
  static let statedNames = Set(stated.map(\.name))

  /// The rules that decisions apply, as `RuleName("…")` names them, with the versions given there.
  static let applied: [(name: String, version: Int)] = SourceTree.written.flatMap { file in
    file.code(with: "RuleName(\"").compactMap { line in
      guard let match = line.text.firstMatch(of: /RuleName\("([^"]+)"(?:, version: (\d+))?\)/)
      else { return nil }
      return (String(match.output.1), match.output.2.flatMap { Int($0) } ?? 1)
    }
  }

  /// Every literal of the sources that has the form of a rule's name in a family that is stated.
  static let named = Set(
    SourceTree.written.flatMap { file in
      families.flatMap { family in
        file.code(with: "\"\(family)-").flatMap { line in
          line.text.matches(of: /"([A-Z]+(?:-[A-Z0-9]+)+)"/).map { String($0.output.1) }
        }
      }
    }.filter { families.contains(family(of: $0)) })

  /// The titles of all tests, a line each.
  static let titles = SourceFile(
    path: "titles",
    bytes: Array(
      SourceTree.tests.flatMap(titles).joined(separator: "\n").utf8))

  private static func titles(of file: SourceFile) -> [String] {
    guard file.contains("@Test(") else { return [] }
    let lines = file.lines
    return lines.indices.compactMap { index in
      guard lines[index].contains("@Test(") else { return nil }
      let next = index + 1 < lines.count ? lines[index + 1] : ""
      let match = (lines[index] + next).firstMatch(of: /@Test\(\s*"((?:[^"\\]|\\.)*)"/)
      return match.map { String($0.output.1) }
    }
  }

  private static let families = Set(statedNames.map(family))

  private static func family(of name: String) -> String {
    String(name.prefix { $0 != "-" })
  }
}
