import ArgumentParser

/// Prints the form of a scenario.
struct ScenarioSchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of a scenario file.")

  func run() async throws {
    Terminal.print(ScenarioShape.schema.pretty)
  }
}
