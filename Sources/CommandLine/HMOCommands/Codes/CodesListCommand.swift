import ArgumentParser
import Messages
import Protobuf
import RPC

/// Lists code sets.
struct CodesListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the code sets that are loaded.")

  @OptionGroup var suite: SuiteOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await reporting {
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let answer = try await ClaimV1.GatewayAdministrationServiceClient(client: client)
          .listCodeSets(
            ClaimV1.ListCodeSetsRequest(), options: RPCCallOptions(timeout: .seconds(30)))
        guard !json else {
          Terminal.print(try answer.json())
          return
        }
        var table = TextTable([
          ("CODE SET", .left), ("CODES", .right), ("VERSION", .right), ("LOADED", .left),
        ])
        for set in answer.codeSets {
          table.add([
            set.codeSet, String(set.codes), String(set.version), set.loadedAt?.text ?? "",
          ])
        }
        Terminal.print(table.text)
      }
    }
  }
}
