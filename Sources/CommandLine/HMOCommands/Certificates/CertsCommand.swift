import ArgumentParser

/// Makes, shows and takes back the suite's certificates.
struct CertsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certs", abstract: "Makes, lists and takes back certificates.",
    subcommands: [CertsMakeCommand.self, CertsListCommand.self, CertsDenyCommand.self],
    defaultSubcommand: CertsMakeCommand.self)
}
