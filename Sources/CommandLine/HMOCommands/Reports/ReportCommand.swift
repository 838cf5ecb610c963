import ArgumentParser

/// Reports over what the services store.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Reports over what is stored; nothing is changed.",
    subcommands: [SequestrationReportCommand.self])
}
