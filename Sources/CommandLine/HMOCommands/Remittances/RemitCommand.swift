import ArgumentParser

/// Payment runs.
struct RemitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remit", abstract: "Closes payment runs, lists them and writes their 835 files.",
    subcommands: [RemitCloseCommand.self, RemitListCommand.self, RemitExportCommand.self])
}
