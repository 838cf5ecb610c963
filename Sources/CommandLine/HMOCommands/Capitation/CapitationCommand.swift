import ArgumentParser

/// What is paid for members by the month.
struct CapitationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capitation",
    abstract: "Pays contracts for members by the month, and shows what months came to.",
    discussion: """
      What a contract pays is loaded first (LoadCapitationTerms, see hmo load). Then, month by \
      month: write the roster, look at it, settle it; the next hmo remit close pays. A later roster \
      of the same month pays or takes back the difference alone.
      """,
    subcommands: [
      CapitationRosterCommand.self, CapitationSettleCommand.self, CapitationListCommand.self,
      CapitationMembersCommand.self,
    ])
}
