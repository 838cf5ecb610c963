import ArgumentParser
import Foundation
import Messages
import Protobuf
import RPC

/// Says who shall decide a pended claim.
struct PendAssignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Says who shall decide a pended claim.")

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The claim, such as HC000000000001.")
  var claim: String

  @Option(help: "Who, by the name in the certificate, such as spiffe://hmo.internal/person/kim.")
  var to: String?

  @Flag(help: "Nobody any more.")
  var nobody = false

  func validate() throws {
    guard nobody != (to != nil) else { throw ValidationError("choose --to NAME or --nobody") }
  }

  func run() async throws {
    try await reporting {
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let answer = try await ClaimV1.WorkQueueServiceClient(client: client).assignPended(
          .with {
            $0.requestID = UUID().uuidString
            $0.claimID = claim
            $0.owner = to ?? ""
          }, options: RPCCallOptions(timeout: .seconds(30)))
        let owner = answer.summary?.owner ?? ""
        Terminal.print(
          "\(Terminal.safe(claim)): \(owner.isEmpty ? "nobody's" : Terminal.safe(owner))")
      }
    }
  }
}
