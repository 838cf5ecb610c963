import ArgumentParser
import Messages
import Protobuf

/// Acknowledges money that a payee sent.
struct RecoupmentRefundCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refund", abstract: "Acknowledges money that the payee sent for a letter.")

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The letter, such as L000000001.")
  var letter: String

  @Option(help: "How much, such as 85.00.")
  var amount: String

  @Option(help: "The number of the check.")
  var reference: String = ""

  @OptionGroup var options: RecoupmentOptions

  func run() async throws {
    try await reporting {
      let calls = RecoupmentCalls(layout: suite.layout, options: options)
      let amount = try RecoupmentCalls.amount(amount)
      let time = try await calls.time()
      try await calls.change { service in
        try await service.acknowledgeRefund(
          .with {
            $0.requestID = calls.requestID
            $0.recoupmentID = letter
            $0.amount = amount
            $0.reference = reference
            $0.receivedAt = time
          }, options: RecoupmentCalls.call
        ).recoupment
      }
    }
  }
}

/// Gives up what a letter still asks for.
struct RecoupmentWriteOffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "write-off", abstract: "Gives up what a letter still asks for.")

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The letter, such as L000000001.")
  var letter: String

  @OptionGroup var options: RecoupmentOptions

  func run() async throws {
    try await reporting {
      let calls = RecoupmentCalls(layout: suite.layout, options: options)
      let time = try await calls.time()
      try await calls.change { service in
        try await service.writeOffRecoupment(
          .with {
            $0.requestID = calls.requestID
            $0.recoupmentID = letter
            $0.writtenOffAt = time
          }, options: RecoupmentCalls.call
        ).recoupment
      }
    }
  }
}

/// Takes a letter back.
struct RecoupmentWithdrawCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "Takes a letter back; what was recovered goes back by the next remittance.",
    discussion: "After that the claim can be voided or replaced, which takes the whole back.")

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The letter, such as L000000001.")
  var letter: String

  @OptionGroup var options: RecoupmentOptions

  func run() async throws {
    try await reporting {
      let calls = RecoupmentCalls(layout: suite.layout, options: options)
      let time = try await calls.time()
      try await calls.change { service in
        try await service.withdrawRecoupment(
          .with {
            $0.requestID = calls.requestID
            $0.recoupmentID = letter
            $0.withdrawnAt = time
          }, options: RecoupmentCalls.call
        ).recoupment
      }
    }
  }
}
