import ArgumentParser

/// What waits for a person.
struct PendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pend", abstract: "Lists, assigns and decides claims that wait for a person.",
    subcommands: [PendListCommand.self, PendAssignCommand.self, PendDecideCommand.self])
}
