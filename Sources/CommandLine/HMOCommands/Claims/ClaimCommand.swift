import ArgumentParser

/// Claims.
struct ClaimCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claim", abstract: "Submits, lists, shows, explains, replays and voids claims.",
    subcommands: [
      ClaimSubmitCommand.self, ClaimListCommand.self, ClaimShowCommand.self,
      ClaimExplainCommand.self, ClaimReplayCommand.self, ClaimWhatIfCommand.self,
      ClaimTimelineCommand.self, ClaimVoidCommand.self, ClaimAttachCommand.self,
    ])
}
