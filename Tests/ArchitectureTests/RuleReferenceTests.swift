import Foundation
import Testing

@Suite("Rules are stated, used and tested under one name")
struct RuleReferenceTests {
  @Test("Every rule has one statement, and its parts are there")
  func oneStatement() {
    let names = RuleReference.stated.map(\.name)
    #expect(names.count > 80)
    #expect(Set(names).count == names.count, "a rule is stated twice")
    for file in SourceTree.rules where file.path != "docs/rules/README.md" {
      let lines = file.lines
      let rules = lines.filter { $0.hasPrefix("### ") }.count
      #expect(lines.filter { $0.hasPrefix("Source:") }.count == rules, "\(file.path)")
      #expect(lines.filter { $0.hasPrefix("Example:") }.count == rules, "\(file.path)")
    }
  }

  @Test("Every rule that the sources name is stated in docs/rules")
  func everyNameIsStated() {
    let unstated = Set(RuleReference.applied.map(\.name)).union(RuleReference.named)
      .subtracting(RuleReference.statedNames)
    #expect(unstated.sorted() == [])
  }

  @Test("Every rule that is stated is named in the sources")
  func everyStatementIsUsed() {
    let unused = RuleReference.statedNames.filter { name in
      !SourceTree.written.contains { $0.names(name) }
    }
    #expect(unused.sorted() == [])
  }

  @Test("Every rule that decisions apply is named in the title of a test")
  func everyRuleIsTested() {
    #expect(RuleReference.titles.lineCount > 300)
    let untested = RuleReference.applied.map(\.name).filter { !RuleReference.titles.names($0) }
    #expect(untested == [])
  }

  @Test("Every version that the sources give a rule is the one that is stated")
  func versionsAgree() {
    let stated = Dictionary(
      RuleReference.stated.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first })
    let different = RuleReference.applied.filter { rule in
      stated[rule.name].map { $0 != rule.version } ?? false
    }
    #expect(different.map(\.name) == [])
  }

  @Test("The index of docs/rules names every file")
  func indexIsComplete() throws {
    let index = try #require(SourceTree.read("docs/rules/README.md"))
    for file in SourceTree.rules where file.path != index.path {
      let name = file.path.split(separator: "/").last.map(String.init) ?? ""
      #expect(index.contains("(\(name))"), "\(name) is not in the index")
    }
  }

  @Test("A rule's name is found as a whole only")
  func wholeNames() {
    func isNamed(_ name: String, in text: String) -> Bool {
      SourceFile(path: "", bytes: Array(text.utf8)).names(name)
    }
    #expect(isNamed("SEQ-1", in: "SEQ-1: a line"))
    #expect(isNamed("SEQ-1", in: "SEQ-11 and (rules `SEQ-1` and `SEQ-2`)"))
    #expect(!isNamed("SEQ-1", in: "SEQ-11, SEQ-1-2 and XSEQ-1"))
  }
}
