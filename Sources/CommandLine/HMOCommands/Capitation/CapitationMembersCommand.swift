import ArgumentParser
import Messages
import Protobuf
import RPC

/// Lists the members for whom a month is paid.
struct CapitationMembersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "members",
    abstract: "Lists the members for whom a month is paid, with days, rate and amount.")

  @OptionGroup var suite: SuiteOptions

  @OptionGroup var capitation: CapitationOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await reporting {
      let members = try await SuiteConnection.with("payment", suite.layout) { client in
        try await Pages.all { token in
          let page = try await PaymentV1.CapitationServiceClient(client: client)
            .listCapitatedMembers(
              .with {
                $0.contractID = capitation.contract
                $0.npi = capitation.npi
                $0.tin = capitation.tin
                $0.month = capitation.month.message
                $0.pageSize = Pages.size
                $0.pageToken = token
              }, options: RPCCallOptions(timeout: .seconds(60)))
          return (page.members, page.nextPageToken)
        }
      }
      try json
        ? Terminal.print(
          PaymentV1.ListCapitatedMembersResponse.with { $0.members = members }.json())
        : CapitationTables.print(members)
    }
  }
}
