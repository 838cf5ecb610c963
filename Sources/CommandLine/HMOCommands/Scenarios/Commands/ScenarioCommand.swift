import ArgumentParser

/// Scenarios.
struct ScenarioCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenario", abstract: "Plays stories and compares what becomes of them.",
    subcommands: [ScenarioRunCommand.self, ScenarioSchemaCommand.self])
}
