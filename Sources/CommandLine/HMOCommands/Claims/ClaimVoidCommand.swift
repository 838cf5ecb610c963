import ArgumentParser
import Foundation
import Messages
import Protobuf
import RPC

/// Takes a claim back.
struct ClaimVoidCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "void",
    abstract: "Takes a decided claim back whole, as a void by the provider would.")

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The claim, such as HC000000000001.")
  var claim: String

  @Flag(help: "Wait until the claim is taken back.")
  var wait = false

  @Option(help: "Names this void; sent again it changes nothing.")
  var requestID: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (1...100).contains(requestID?.utf8.count ?? 1) else {
      throw ValidationError("--request-id has 1 to 100 characters")
    }
  }

  func run() async throws {
    try await reporting {
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let answer = try await ClaimV1.ClaimServiceClient(client: client).voidClaim(
          .with {
            $0.requestID = requestID ?? UUID().uuidString
            $0.claimID = claim
            $0.waitFor = wait ? .decided : .accepted
          }, options: RPCCallOptions(timeout: .seconds(60)))
        guard !json else {
          Terminal.print(try answer.json())
          return
        }
        if let summary = answer.summary { ClaimTables.printList([summary]) }
        guard let reversal = answer.reversal else { return }
        Terminal.print("")
        ClaimTables.printDecision(reversal)
      }
    }
  }
}
