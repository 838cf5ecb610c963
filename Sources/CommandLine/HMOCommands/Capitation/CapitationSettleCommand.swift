import ArgumentParser
import Foundation
import Messages
import Protobuf
import RPC

/// Settles a month by its roster.
struct CapitationSettleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle",
    abstract: "Queues what a month's roster comes to, or what it changes of an earlier one.",
    discussion: """
      The roster is the whole month: who is not in it is not paid for, and what was paid for them \
      is taken back. An entry that shares no day with the month is refused, and a roster of nobody \
      unless --empty says so. Its columns are member_id, birth_date, sex, category, from and to, \
      named in the first line; sex and category may be left out. The same roster twice changes \
      nothing. When the answer is lost, settle again with the same --request-id and --at.
      """)

  @OptionGroup var suite: SuiteOptions

  @OptionGroup var capitation: CapitationOptions

  @Option(help: "The file of the roster.")
  var roster: String

  @Flag(help: "The roster may be empty: what was paid for the month is taken back.")
  var empty = false

  @Option(help: "The business time; that of the gateway when absent.")
  var at: String?

  @Option(help: "Names this settlement; a new name when absent.")
  var requestID: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (1...100).contains(requestID?.utf8.count ?? 1) else {
      throw ValidationError("--request-id has 1 to 100 characters")
    }
    guard at.map({ Moment($0) != nil }) ?? true else {
      throw ValidationError("--at is a day or a moment, such as 2026-03-10T09:00:00Z")
    }
  }

  func run() async throws {
    try await reporting {
      let entries = try RosterFile.read(DelimitedFile(path: roster))
      guard empty || !entries.isEmpty else {
        throw CommandFailure(
          "\(roster) names nobody, which takes back what was paid for the month; give --empty if "
            + "that is meant")
      }
      let time = try await BusinessTime.of(at, suite.layout)
      let answer = try await SuiteConnection.with("payment", suite.layout) { client in
        try await PaymentV1.CapitationServiceClient(client: client).settleCapitation(
          .with {
            $0.requestID = requestID ?? UUID().uuidString
            $0.contractID = capitation.contract
            $0.npi = capitation.npi
            $0.tin = capitation.tin
            $0.month = capitation.month.message
            $0.roster = entries
            $0.settledAt = time
          }, options: RPCCallOptions(timeout: .seconds(120)))
      }
      if json { return Terminal.print(try answer.json()) }
      if answer.isUnchanged { Terminal.print("The roster changes nothing.") }
      CapitationTables.print(answer.statement.map { [$0] } ?? [])
    }
  }
}
