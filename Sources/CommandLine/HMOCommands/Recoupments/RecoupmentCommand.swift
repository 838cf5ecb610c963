import ArgumentParser

/// Letters that recover overpayments.
struct RecoupmentCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recoupment",
    abstract: "Recovers what claims were paid too much by letter, beside the claims.",
    discussion: """
      For a claim whose decision stays as it is. A claim with a letter is not taken back and not \
      replaced until the letter is withdrawn; what was recovered goes back then.
      """,
    subcommands: [
      RecoupmentOpenCommand.self, RecoupmentRefundCommand.self, RecoupmentWriteOffCommand.self,
      RecoupmentWithdrawCommand.self, RecoupmentListCommand.self,
    ])
}
