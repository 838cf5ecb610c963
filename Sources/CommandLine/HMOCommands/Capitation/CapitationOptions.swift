import ArgumentParser

/// Whose month is meant.
struct CapitationOptions: ParsableArguments {
  @Option(help: "The contract.")
  var contract: String

  @Option(help: "The payee's NPI.")
  var npi: String

  @Option(help: "The payee's tax number.")
  var tin: String

  @Option(help: "The month, such as 2026-03.")
  var month: CalendarMonth

  init() {}
}
