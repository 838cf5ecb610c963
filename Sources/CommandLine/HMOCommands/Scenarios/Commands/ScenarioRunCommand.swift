import ArgumentParser
import Foundation

/// Plays scenarios.
struct ScenarioRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Plays scenario files and compares what becomes of them.",
    discussion: """
      Each scenario gets a suite of its own: five processes, empty stores, a clock that the \
      scenario sets. A folder stands for its .json files in the order of their names. The exit \
      code is 1 unless every scenario holds. See docs/scenarios.md.
      """)

  @Argument(help: "Files or folders.")
  var paths: [String]

  @Flag(help: "Print what was decided in every scenario, line by line, as JSON.")
  var json = false

  @Flag(help: "Keep the stores and logs of every suite, and say where they are.")
  var keep = false

  @Option(help: "How many scenarios are played at a time.")
  var jobs: Int = 2

  func validate() throws {
    guard (1...16).contains(jobs) else { throw ValidationError("--jobs is 1 to 16") }
  }

  func run() async throws {
    try await reporting {
      let files = try ScenarioFiles.find(paths)
      let run = try ScenarioRun(isKept: keep)
      let outcomes = try await run.play(files, jobs: jobs) { outcome in
        if !json, !outcome.isHolding { Terminal.print(outcome.text) }
      }
      let holding = outcomes.filter(\.isHolding).count
      if json {
        Terminal.print(ScenarioRunCommand.value(outcomes, holding).pretty)
      } else {
        if keep { Terminal.print("kept: \(run.directory)") }
        Terminal.print("scenarios: \(holding) of \(outcomes.count) hold")
      }
      guard holding == outcomes.count else { throw ExitCode(ExitCodes.failed) }
    }
  }

  private static func value(_ outcomes: [ScenarioOutcome], _ holding: Int) -> JSONValue {
    .record([
      "scenarios": .list(outcomes.map(\.value)), "holding": .integer(Int64(holding)),
      "total": .integer(Int64(outcomes.count)),
    ])
  }
}
