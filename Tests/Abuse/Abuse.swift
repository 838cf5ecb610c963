import ArgumentParser

/// Attacks a server of ours and says which of its promises hold.
@main
struct Abuse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "abuse", abstract: "Attacks a running server and measures what it promises.",
    subcommands: [AttackCommand.self, ServeCommand.self, HealthyCommand.self],
    defaultSubcommand: AttackCommand.self)
}
