import Foundation
import Testing

@testable import HMOCommands

@Suite("The scenarios of the repository")
struct ScenarioFileTests {
  @Test("Each file has the form that is published, a name and a story of its own")
  func readable() throws {
    let files = try ScenarioTree.files
    #expect(files.count >= 40)
    var names: Set<String> = []
    for path in files {
      let scenario = try Scenario(path: path)
      #expect(!scenario.steps.isEmpty, "\(path)")
      #expect(
        scenario.steps.contains { !$0.expectation.members.isEmpty }, "\(path) expects nothing")
      names.insert(URL(filePath: path).lastPathComponent)
    }
    #expect(names.count == files.count)
  }

  @Test("The schema lies beside the scenarios and in the documentation, byte for byte")
  func schema() throws {
    let printed = ScenarioShape.schema.pretty + "\n"
    let file = try String(
      contentsOf: ScenarioTree.root.appending(path: "Scenarios/scenario.schema.json"),
      encoding: .utf8)
    #expect(file == printed, "write it again: hmo scenario schema > Scenarios/scenario.schema.json")
    let documentation = try String(
      contentsOf: ScenarioTree.root.appending(path: "docs/scenarios.md"), encoding: .utf8)
    #expect(documentation.contains("```json\n\(printed)```\n"))
  }

  @Test("The documentation explains every member of a scenario and every stand-in")
  func documented() throws {
    let documentation = try String(
      contentsOf: ScenarioTree.root.appending(path: "docs/scenarios.md"), encoding: .utf8)
    let prose = documentation.prefix(
      upTo: try #require(documentation.range(of: "```json\n{\n  \"$")).lowerBound)
    for name in ScenarioFileTests.names(ScenarioForm.scenario) {
      #expect(prose.contains("`\(name)`"), "\(name)")
    }
    for path in try ScenarioTree.files {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      for procedure in text.matches(of: /"procedure": "([^"]+)"/).map(\.output.1) {
        #expect(prose.contains(procedure), "\(procedure) of \(path) stands for nothing")
      }
    }
  }

  /// The names of all members below a shape.
  private static func names(_ shape: ScenarioShape) -> Set<String> {
    switch shape {
    case .record(let fields):
      fields.reduce(into: []) { names, field in
        names.insert(field.name)
        names.formUnion(self.names(field.shape))
      }
    case .list(let element, _): names(element)
    case .map(let element): names(element)
    case .text, .word, .integer, .flag, .moment, .message: []
    }
  }
}
