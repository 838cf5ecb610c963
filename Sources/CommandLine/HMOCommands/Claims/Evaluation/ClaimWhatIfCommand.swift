import ArgumentParser
import Messages
import Protobuf
import RPC

/// Asks what would be decided if something were otherwise.
struct ClaimWhatIfCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "what-if",
    abstract: "Says what would be decided if something were otherwise; changes nothing.",
    discussion: """
      Decided and changed amounts stand side by side, a row for each step from charge to payment. \
      Nothing is held, posted or stored. What can be otherwise:

      \(ChangeText.help)
      """)

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The claim, such as HC000000000001.")
  var claim: String

  @Option(name: .customLong("change"), help: "What is otherwise, such as fee:1=120.00.")
  var changes: [String] = []

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard !changes.isEmpty else { throw ValidationError("name at least one --change") }
    do throws(CommandFailure) {
      for change in changes { _ = try ChangeText.change(change) }
    } catch {
      throw ValidationError(error.message)
    }
  }

  func run() async throws {
    try await reporting {
      var request = ClaimV1.EvaluateClaimRequest()
      request.claimID = claim
      request.changes = try changes.map { text throws(CommandFailure) in
        try ChangeText.change(text)
      }
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let answer = try await ClaimV1.ClaimServiceClient(client: client).evaluateClaim(
          request, options: RPCCallOptions(timeout: .seconds(30)))
        Terminal.print(json ? try answer.json() : WhatIfText.text(of: answer))
      }
    }
  }
}
