import ArgumentParser
import Messages
import Protobuf
import RPC

/// Lists what months came to.
struct CapitationListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists statements, the latest first: what months came to, and what changed later.")

  @OptionGroup var suite: SuiteOptions

  @Option(help: "The contract; all when absent.")
  var contract: String?

  @Option(help: "The payee's NPI; all when absent.")
  var npi: String?

  @Option(help: "The month, such as 2026-03; all when absent.")
  var month: CalendarMonth?

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
      let statements = try await SuiteConnection.with("payment", suite.layout) { client in
        try await Pages.all(limit: limit) { token in
          let page = try await PaymentV1.CapitationServiceClient(client: client)
            .listCapitationStatements(
              .with {
                $0.contractID = contract ?? ""
                $0.npi = npi ?? ""
                $0.month = month?.message
                $0.pageSize = Pages.size
                $0.pageToken = token
              }, options: RPCCallOptions(timeout: .seconds(60)))
          return (page.statements, page.nextPageToken)
        }
      }
      try json
        ? Terminal.print(
          PaymentV1.ListCapitationStatementsResponse.with { $0.statements = statements }.json())
        : CapitationTables.print(statements)
    }
  }
}
