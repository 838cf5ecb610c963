import ArgumentParser
import Domain
import Messages
import Protobuf

/// Opens a letter.
struct RecoupmentOpenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Opens a letter that asks for a part of what a claim was paid.",
    discussion: """
      Nothing moves until its day has come: the first run then takes what is open from the \
      payee's remittance.
      """)

  @OptionGroup var suite: SuiteOptions

  @Option(help: "The claim, such as HC000000000004.")
  var claim: String

  @Option(help: "What it asks for, such as 85.00.")
  var amount: String

  @Option(help: "When a run may first take it; the end of the notice when absent.")
  var due: ReportDay?

  @Option(help: "Why.")
  var note: String = ""

  @OptionGroup var options: RecoupmentOptions

  func run() async throws {
    try await reporting {
      let calls = RecoupmentCalls(layout: suite.layout, options: options)
      let amount = try RecoupmentCalls.amount(amount)
      let claimID = try await RecoupmentCalls.paymentClaim(claim, suite.layout)
      let time = try await calls.time()
      try await calls.change { service in
        try await service.openRecoupment(
          .with {
            $0.requestID = calls.requestID
            $0.claimID = claimID
            $0.amount = amount
            if let due { $0.due = .with { $0.days = due.day.number } }
            $0.note = note
            $0.openedAt = time
          }, options: RecoupmentCalls.call
        ).recoupment
      }
    }
  }
}
