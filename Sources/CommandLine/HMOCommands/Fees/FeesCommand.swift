import ArgumentParser

/// Medicare's fees for physicians.
struct FeesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fees", abstract: "Loads what Medicare's physician fees are computed from.",
    subcommands: [FeesLoadCommand.self])
}
