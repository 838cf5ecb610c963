import ArgumentParser

/// Claims.
struct ClaimCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim", abstract: "Submits, lists, shows and explains claims.",
    subcommands: [
      ClaimSubmitCommand.self, ClaimListCommand.self, ClaimShowCommand.self,
      ClaimExplainCommand.self,
    ])
}
