import Foundation
import Testing

@Suite("Imports go one way")
struct ImportTests {
  /// The modules that `file` imports, with the lines where it does.
  private func imports(of file: SourceFile) -> [(line: Int, module: String)] {
    file.code(with: "import ").compactMap { number, text in
      let words = text.split(separator: " ").map(String.init)
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
        words[..<place].allSatisfy(isModifier), words[place + 1].first?.isLetter == true
      else { return nil }
      let kinds: Set<String> = ["struct", "class", "enum", "func", "protocol", "typealias", "var"]
      let name = kinds.contains(words[place + 1]) ? words.last ?? "" : words[place + 1]
      return (number, String(name.split(separator: ".").first ?? ""))
    }
  }

  private func isModifier(_ word: String) -> Bool {
    let levels: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
    return levels.contains(word) || word.hasPrefix("@")
  }

  @Test("The tree is there to be read")
  func treeIsThere() {
    #expect(SourceTree.sources.count > 300)
    #expect(SourceTree.tests.count > 50)
    #expect(SourceTree.sources.contains { !imports(of: $0).isEmpty })
  }

  @Test("Every file of Sources belongs to a part of the tree that the table knows")
  func everyFileHasRow() {
    let homeless = SourceTree.sources.map(\.path).filter {
      ImportTable.row(for: $0) == nil && !$0.hasPrefix("Sources/Benchmarks/")
    }
    #expect(homeless == [])
  }

  @Test("No file imports a module that its part of the tree may not know")
  func onlyAllowedModules() {
    var violations: [String] = []
    for file in SourceTree.sources {
      guard let row = ImportTable.row(for: file.path) else { continue }
      for (line, module) in imports(of: file)
      where !row.modules.contains(module) && !ImportTable.platform.contains(module) {
        violations.append("\(file.path):\(line) imports \(module)")
      }
    }
    #expect(violations == [])
  }

  @Test("The table keeps the promises of the architecture")
  func tableKeepsPromises() {
    let services: Set<String> = [
      "Eligibility", "ProviderNetwork", "Authorization", "Payment", "Gateway",
    ]
    let rules: Set<String> = [
      "EligibilityRules", "NetworkRules", "AuthorizationRules", "PaymentRules", "ClaimRules",
    ]
    let claims = services.union(rules).union(["Domain", "Messages", "DomainMessages", "EDI"])
    for row in ImportTable.rows {
      let name = row.folder.split(separator: "/").last.map(String.init) ?? ""
      let own = services.filter { row.folder.hasPrefix("Sources/\($0)/") }
      #expect(row.modules.intersection(services).isSubset(of: own), "\(name) knows another service")
      if rules.contains(name) { #expect(row.modules == ["Domain"]) }
      if row.folder.hasPrefix("Sources/Transport/") {
        #expect(row.modules.isDisjoint(with: claims), "\(name) knows of claims")
      }
      if row.folder.hasPrefix("Sources/CommandLine/") {
        #expect(row.modules.isDisjoint(with: services.union(rules).union(["Storage"])))
      }
    }
  }

  @Test("The store knows values and nothing of claims")
  func storeKnowsValuesOnly() {
    let words = ["Claim", "Coverage", "Contract", "Authorization", "Adjudication"]
    let violations = SourceTree.written.filter { $0.path.hasPrefix("Sources/Storage/") }
      .flatMap { file in
        words.flatMap { file.code(with: $0) }.map { "\(file.path):\($0.number)" }
      }
    #expect(violations == [])
  }
}
