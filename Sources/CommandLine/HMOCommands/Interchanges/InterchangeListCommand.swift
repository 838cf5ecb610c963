import ArgumentParser
import Messages
import Protobuf
import RPC

/// Lists interchanges.
struct InterchangeListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists interchanges in the order in which they were received.")

  @OptionGroup var suite: SuiteOptions

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
        let service = ClaimV1.InterchangeServiceClient(client: client)
        let interchanges = try await Pages.all(limit: limit) { token in
          let page = try await service.listInterchanges(
            .with {
              $0.pageSize = Pages.size
              $0.pageToken = token
            }, options: RPCCallOptions(timeout: .seconds(30)))
          return (page.interchanges, page.nextPageToken)
        }
        try json
          ? Terminal.print(
            ClaimV1.ListInterchangesResponse.with { $0.interchanges = interchanges }.json())
          : InterchangeListCommand.print(interchanges)
      }
    }
  }

  private static func print(_ interchanges: [ClaimV1.Interchange]) {
    var table = TextTable([
      ("INTERCHANGE", .left), ("SENDER", .left), ("CONTROL NUMBER", .left), ("RECEIVED", .left),
      ("ACCEPTED", .right), ("REFUSED", .right),
    ])
    for interchange in interchanges {
      table.add([
        interchange.interchangeID, interchange.sender, interchange.controlNumber,
        interchange.receivedAt?.text ?? "", String(interchange.accepted),
        String(interchange.refused),
      ])
    }
    Terminal.print(table.text)
  }
}
