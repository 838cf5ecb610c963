import ArgumentParser

/// Files that were received.
struct InterchangeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interchange",
    abstract: "Lists interchanges that were received and what they were answered.",
    subcommands: [InterchangeListCommand.self, InterchangeDocumentsCommand.self])
}
