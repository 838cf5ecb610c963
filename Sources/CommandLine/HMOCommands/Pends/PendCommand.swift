import ArgumentParser
import Foundation
import Messages
import Protobuf
import RPC

/// What waits for a person.
struct PendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pend", abstract: "Lists and decides claims that wait for a person.",
    subcommands: [List.self, Decide.self])

  /// Lists pended claims.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists claims that wait for a person, oldest first.")

    @OptionGroup var suite: SuiteOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
      try await reporting {
        try await SuiteConnection.with("gateway", suite.layout) { client in
          let queue = ClaimV1.WorkQueueServiceClient(client: client)
          var claims: [ClaimV1.ClaimSummary] = []
          var token = ""
          repeat {
            let page = try await queue.listPended(
              .with {
                $0.pageSize = 1_000
                $0.pageToken = token
              }, options: RPCCallOptions(timeout: .seconds(30)))
            claims += page.claims
            token = page.nextPageToken
          } while !token.isEmpty
          try json ? ClaimTables.printJSON(claims) : ClaimTables.printPended(claims)
        }
      }
    }
  }

  /// Decides a pended claim.
  struct Decide: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Evaluates a pended claim again, or denies what is pended.")

    @OptionGroup var suite: SuiteOptions

    @Argument(help: "The claim, such as HC000000000001.")
    var claim: String

    @Flag(help: "Read the facts again and go on, after what was missing was loaded.")
    var again = false

    @Option(help: "Deny with this reason, such as RATE_MISSING.")
    var deny: String?

    @Option(help: "Why, in your words; kept with the claim.")
    var note: String = ""

    func validate() throws {
      guard again != (deny != nil) else { throw ValidationError("choose --again or --deny REASON") }
    }

    func run() async throws {
      try await reporting {
        try await SuiteConnection.with("gateway", suite.layout) { client in
          let answer = try await ClaimV1.WorkQueueServiceClient(client: client).decidePended(
            .with {
              $0.requestID = UUID().uuidString
              $0.claimID = claim
              $0.action = again ? .evaluateAgain : .deny
              $0.reason = deny ?? ""
              $0.note = note
            }, options: RPCCallOptions(timeout: .seconds(30)))
          Terminal.print("\(claim): recorded, now \(answer.summary?.state.text ?? "unknown")")
        }
      }
    }
  }
}
