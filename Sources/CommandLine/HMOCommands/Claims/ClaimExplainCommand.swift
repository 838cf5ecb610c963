import ArgumentParser
import Messages
import Protobuf
import RPC

/// Explains one claim.
struct ClaimExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says why a claim was decided as it was, and what would have changed it.")

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The claim, such as HC000000000001.")
  var claim: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await reporting {
      let answer = try await SuiteConnection.with("gateway", suite.layout) { client in
        try await ClaimV1.ClaimServiceClient(client: client).explainClaim(
          .with { $0.claimID = claim }, options: RPCCallOptions(timeout: .seconds(30)))
      }
      if json { return Terminal.print(try answer.json()) }
      try ClaimExplainCommand.print(answer)
      if let summary = answer.summary { try await printLetters(summary) }
    }
  }

  /// Names the letters that recover what the claim was paid; payment keeps them.
  private func printLetters(_ summary: ClaimV1.ClaimSummary) async throws {
    let original = summary.originalClaimID
    do {
      let letters = try await RecoupmentCalls.list(
        ofClaim: original.isEmpty ? summary.claimID : original, suite.layout)
      if !letters.isEmpty {
        Terminal.print("\nLetters that recover what it was paid:\n" + RecoupmentCalls.text(letters))
      }
    } catch is CommandFailure {
      Terminal.complain("payment does not say whether letters recover what the claim was paid")
    }
  }

  private static func print(_ answer: ClaimV1.ExplainClaimResponse) throws {
    if let summary = answer.summary { ClaimTables.printList([summary]) }
    if let decision = answer.decision {
      Terminal.print("")
      ClaimTables.printDecision(decision)
    }
    let text = LineExplanationText()
    for line in answer.lines {
      for part in text.lines(line) { Terminal.print(part) }
    }
    guard !answer.trace.isEmpty else { return }
    Terminal.print("\nRules applied, in order:")
    var table = TextTable([
      ("LINE", .right), ("RULE", .left), ("BEFORE", .right), ("AFTER", .right), ("OUTCOME", .left),
      ("FACTS", .left),
    ])
    for step in try answer.trace.map({ try $0.decoded() }) {
      let facts = step.facts.map { "\($0.name)=\($0.value)" } + step.codes
      table.add([
        step.lineNumber == 0 ? "-" : String(step.lineNumber), "\(step.rule) v\(step.ruleVersion)",
        step.before?.text ?? "", step.after?.text ?? "", step.outcome,
        facts.joined(separator: " "),
      ])
    }
    Terminal.print(table.text)
  }
}
