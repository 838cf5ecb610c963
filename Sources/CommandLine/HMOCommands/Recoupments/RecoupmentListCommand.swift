import ArgumentParser
import Messages
import Protobuf

/// Lists letters.
struct RecoupmentListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists letters, the latest first, with what came of them.")

  @OptionGroup var suite: SuiteOptions

  @Option(help: "The claim; all when absent.")
  var claim: String?

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
      var claimID = ""
      if let claim { claimID = try await RecoupmentCalls.paymentClaim(claim, suite.layout) }
      let letters = try await RecoupmentCalls.list(
        ofClaim: claimID, suite.layout, limit: limit)
      try json
        ? Terminal.print(PaymentV1.ListRecoupmentsResponse.with { $0.recoupments = letters }.json())
        : Terminal.print(RecoupmentCalls.text(letters))
    }
  }
}
