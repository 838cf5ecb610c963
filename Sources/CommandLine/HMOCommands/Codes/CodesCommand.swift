import ArgumentParser

/// Code sets.
struct CodesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codes", abstract: "Loads and lists code sets.",
    subcommands: [CodesLoadCommand.self, CodesListCommand.self])
}
