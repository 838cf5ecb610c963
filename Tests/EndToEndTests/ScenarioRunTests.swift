import Foundation
import TestKit
import Testing

extension EndToEnd {
  @Suite("Scenarios are played by hmo", .serialized)
  struct ScenarioRunTests {
    private static let scenarios: String = {
      var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
      while folder.lastPathComponent != "Tests", folder.path.count > 1 {
        folder.deleteLastPathComponent()
      }
      return folder.deletingLastPathComponent().appending(path: "Scenarios").path
    }()

    private static var files: [String] {
      get throws {
        try FileManager.default.contentsOfDirectory(atPath: scenarios)
          .filter { $0.hasSuffix(".json") && !$0.hasSuffix(".schema.json") }.sorted()
          .map { "\(scenarios)/\($0)" }
      }
    }

    private func run(_ arguments: [String]) async throws -> ProgramRun {
      try await ProgramRun(SuiteBinaries.path(of: "hmo"), ["scenario", "run"] + arguments)
    }

    @Test("Every scenario of the repository holds", arguments: 0..<4)
    func all(part: Int) async throws {
      let files = try ScenarioRunTests.files.enumerated().filter { $0.offset % 4 == part }
        .map(\.element)
      let run = try await run(files)
      #expect(run.output.contains("scenarios: \(files.count) of \(files.count) hold"))
      #expect(run.code == 0, "\(run.output)\n\(run.errors)")
    }

    @Test("A scenario that does not hold is shown with step, claim and line, and the code is 1")
    func failing() async throws {
      let folder = try Folder()
      let path = try folder.copy("G01-primary-care-copay.json") {
        $0.replacing("\"PR-3\": 2500", with: "\"PR-3\": 2400")
          .replacing("\"amount\": 2500", with: "\"amount\": 2501")
      }
      let run = try await run([path, ScenarioRunTests.scenarios + "/G49-copay-above-allowed.json"])
      #expect(run.code == 1)
      #expect(run.output.contains("step 1, submit"))
      #expect(
        run.output.contains(
          "claim G01, line 1, adjustments: expected {\"CO-45\":7500,\"PR-3\":2400}, "
            + "got {\"CO-45\":7500,\"PR-3\":2500}"))
      #expect(run.output.contains("out_of_pocket, amount: expected 2501, got 2500"))
      #expect(run.output.contains("scenarios: 1 of 2 hold"))
    }

    @Test("What was decided is printed for another program, line by line")
    func json() async throws {
      let run = try await run([
        ScenarioRunTests.scenarios + "/G49-copay-above-allowed.json", "--json",
      ])
      #expect(run.code == 0, "\(run.errors)")
      let scenarios = try run.json()["scenarios"] as? [[String: Any]] ?? []
      let steps = scenarios.first?["steps"] as? [[String: Any]] ?? []
      let observed = steps.first?["observed"] as? [String: Any]
      let claim = (observed?["claims"] as? [[String: Any]])?.first
      let line = (claim?["lines"] as? [[String: Any]])?.first
      #expect(line?["adjustments"] as? [String: Int] == ["CO-45": 2160, "PR-3": 1840])
      #expect(claim?["number"] as? String == "HC000000000001")
      #expect(try run.json()["holding"] as? Int == 1)
    }

    @Test("A file that is no scenario is named with the place, and the others are played")
    func wrong() async throws {
      let folder = try Folder()
      let path = try folder.copy("G01-primary-care-copay.json") {
        $0.replacing("\"placeOfService\"", with: "\"placeOfServices\"")
      }
      let run = try await run([path, ScenarioRunTests.scenarios + "/G49-copay-above-allowed.json"])
      #expect(run.code == 1)
      #expect(run.output.contains("$.steps[0].submit[0]: "))
      #expect(run.output.contains("placeOfServices"))
      #expect(run.output.contains("scenarios: 1 of 2 hold"))
      #expect(try await self.run([folder.path + "/nowhere.json"]).code == 1)
      #expect(try await self.run([]).code == 64)
    }

    @Test("Killed in the middle, it leaves neither process nor file behind")
    func killed() async throws {
      let folder = try Folder()
      var command = ChildProcess.Command(
        program: try SuiteBinaries.path(of: "hmo"),
        arguments: ["scenario", "run"] + (try ScenarioRunTests.files),
        logPath: folder.path + "/output")
      command.environment = ["TMPDIR": folder.path]
      let process = try ChildProcess(command)
      defer { process.destroy() }
      try await eventually("two suites run") { folder.servers.count == 10 }
      process.destroy()
      try await eventually("the servers end") { folder.servers.isEmpty }
      try await eventually("their files go") {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy {
          ["base", "output"].contains($0)
        }
      }
    }

    /// A folder that goes away with the test.
    private final class Folder: Sendable {
      let path: String

      init() throws {
        path = "/tmp/hmo-t-" + UUID().uuidString.prefix(6)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
          atPath: ScenarioRunTests.scenarios + "/base", toPath: path + "/base")
      }

      deinit {
        try? FileManager.default.removeItem(atPath: path)
      }

      /// Copies a scenario with a change and gives its path.
      func copy(_ name: String, _ change: (String) -> String) throws -> String {
        let text = try String(
          contentsOfFile: "\(ScenarioRunTests.scenarios)/\(name)", encoding: .utf8)
        let changed = change(text)
        try #require(changed != text)
        try Data(changed.utf8).write(to: URL(filePath: "\(path)/\(name)"))
        return "\(path)/\(name)"
      }

      /// The servers whose files lie in this folder.
      var servers: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.filter { name in
          guard Int32(name) != nil else { return false }
          let command = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") ?? Data()
          let text = String(decoding: command, as: UTF8.self)
          return text.contains("-server") && text.contains(path)
        }
      }
    }
  }
}
