import ArgumentParser

/// The audit trails of the services.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Shows and checks who was refused and who changed what.",
    subcommands: [AuditListCommand.self, AuditVerifyCommand.self])
}
