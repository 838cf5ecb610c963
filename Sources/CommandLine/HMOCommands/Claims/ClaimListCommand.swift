import ArgumentParser
import Messages
import Protobuf
import RPC

/// Lists claims.
struct ClaimListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists claims in the order in which they were accepted.")

  @OptionGroup var suite: SuiteOptions

  @Option(help: "Only claims in this state: \(ClaimListCommand.stateNames).")
  var state: String?

  @Option(help: "How many at most.")
  var limit: Int = 10_000

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard state == nil || ClaimListCommand.states[state ?? ""] != nil else {
      throw ValidationError("--state is one of: \(ClaimListCommand.stateNames)")
    }
    guard (1...1_000_000).contains(limit) else {
      throw ValidationError("--limit is 1 to 1000000")
    }
  }

  private static let states = Dictionary(
    uniqueKeysWithValues: ClaimV1.ClaimState.known.filter { $0 != .unspecified }.map {
      ($0.text, $0)
    })
  private static let stateNames = states.sorted { $0.value.rawValue < $1.value.rawValue }
    .map(\.key).joined(separator: ", ")

  func run() async throws {
    try await reporting {
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let service = ClaimV1.ClaimServiceClient(client: client)
        let claims = try await Pages.all(limit: limit) { token in
          let page = try await service.listClaims(
            .with {
              $0.pageSize = Int32(clamping: min(Int(Pages.size), limit))
              $0.pageToken = token
              $0.state = ClaimListCommand.states[state ?? ""] ?? .unspecified
            }, options: RPCCallOptions(timeout: .seconds(30)))
          return (page.claims, page.nextPageToken)
        }
        try json ? ClaimTables.printJSON(claims) : ClaimTables.printList(claims)
      }
    }
  }
}
