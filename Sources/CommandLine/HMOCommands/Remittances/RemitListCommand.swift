import ArgumentParser
import Messages
import Protobuf
import RPC

/// Lists payment runs, or the remittances of one.
struct RemitListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists payment runs, the latest first, or what one paid.")

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "A run, such as R000000001, to list its remittances.")
  var run: String?

  @Option(help: "How many at most.")
  var limit: Int = 10_000

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (1...1_000_000).contains(limit) else {
      throw ValidationError("--limit is 1 to 1000000")
    }
  }

  func run() async throws {
    try await reporting {
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let remittances = Remittances(
          client: client, options: RPCCallOptions(timeout: .seconds(60)))
        if let run {
          let list = try await remittances.list(run, limit: limit)
          try json
            ? Terminal.print(
              ClaimV1.ListRemittancesResponse.with { $0.remittances = list }.json())
            : RemittanceTables.print(list)
        } else {
          let runs = try await remittances.runs(limit: limit)
          try json
            ? Terminal.print(ClaimV1.ListRunsResponse.with { $0.runs = runs }.json())
            : RemittanceTables.print(runs)
        }
      }
    }
  }
}
