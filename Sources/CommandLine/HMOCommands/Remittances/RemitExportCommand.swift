import ArgumentParser
import Messages
import Protobuf
import RPC

/// Writes 835 files.
struct RemitExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the 835 files of runs or remittances, the same bytes each time.")

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "Runs, such as R000000001, or remittances, such as P000000001.")
  var names: [String]

  @Option(help: "The folder for the files; made when it is not there.")
  var out: String

  @Option(help: "Seconds to wait for each remittance.")
  var timeout: Int = 600

  func validate() throws {
    guard (1...86_400).contains(timeout) else { throw ValidationError("--timeout is 1 to 86400") }
  }

  func run() async throws {
    try await reporting {
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let remittances = Remittances(
          client: client, options: RPCCallOptions(timeout: .seconds(timeout)))
        for name in names {
          let list =
            name.hasPrefix("R") ? try await remittances.list(name).map(\.remittanceID) : [name]
          if list.isEmpty { Terminal.print("\(Terminal.safe(name)) paid nobody") }
          try await remittances.export(list, to: out, isQuiet: false)
        }
      }
    }
  }
}
