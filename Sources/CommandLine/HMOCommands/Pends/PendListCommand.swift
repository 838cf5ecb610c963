import ArgumentParser
import Messages
import Protobuf
import RPC

/// Lists pended claims.
struct PendListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists claims that wait for a person, oldest first.")

  @OptionGroup var suite: SuiteOptions

  @Option(help: "Only those of this owner, such as person/kim.")
  var owner: String = ""

  @Flag(help: "Only those that are due.")
  var due = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await reporting {
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let queue = ClaimV1.WorkQueueServiceClient(client: client)
        let claims = try await Pages.all { token in
          let page = try await queue.listPended(
            .with {
              $0.pageSize = Pages.size
              $0.pageToken = token
              $0.owner = owner
              $0.isDueOnly = due
            }, options: RPCCallOptions(timeout: .seconds(30)))
          return (page.claims, page.nextPageToken)
        }
        try json ? ClaimTables.printJSON(claims) : ClaimTables.printPended(claims)
      }
    }
  }
}
