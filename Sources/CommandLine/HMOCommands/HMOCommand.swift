package import ArgumentParser

/// The command line over all five services.
package struct HMOCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "hmo",
    abstract: "Runs the claim suite on this machine and talks to it.",
    discussion: """
      Exit codes: 0 done; 1 refused or failed; 2 a file was read and some of its claims were \
      refused; 64 the command line is wrong; 69 a service cannot be reached.
      """,
    subcommands: [
      UpCommand.self, StatusCommand.self, MetricsCommand.self, DownCommand.self, LoadCommand.self,
      ClaimCommand.self,
      PendCommand.self, RemitCommand.self, CapitationCommand.self, RecoupmentCommand.self,
      InterchangeCommand.self,
      CodesCommand.self,
      FeesCommand.self, PeopleCommand.self, AuditCommand.self, VerifyCommand.self,
      ReportCommand.self, CallCommand.self,
      CertsCommand.self,
      SampleCommand.self,
      ScenarioCommand.self,
    ])

  /// Made by the parser.
  package init() {}
}
