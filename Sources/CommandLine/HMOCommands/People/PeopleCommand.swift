import ArgumentParser

/// People and their roles.
struct PeopleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people", abstract: "Gives people their roles and lists them.",
    subcommands: [PeopleLoadCommand.self, PeopleListCommand.self])
}
