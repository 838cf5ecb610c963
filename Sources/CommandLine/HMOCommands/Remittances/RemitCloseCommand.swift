import ArgumentParser
import Foundation
import Messages
import Protobuf
import RPC

/// Closes a payment run.
struct RemitCloseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Closes a payment run: everything decided and not yet remitted goes out, once.",
    discussion: """
      Who pays must be loaded first, see hmo load. When the answer is lost, close again with the \
      same --request-id: it gives the same run.
      """)

  @OptionGroup var suite: SuiteOptions

  @Option(help: "Names this closing; a new name when absent.")
  var requestID: String?

  @Option(help: "The folder for the 835 file of each remittance; made when it is not there.")
  var out: String?

  @Flag(help: "Print JSON.")
  var json = false

  @Option(help: "Seconds to wait.")
  var timeout: Int = 600

  func validate() throws {
    guard (1...100).contains(requestID?.utf8.count ?? 1) else {
      throw ValidationError("--request-id has 1 to 100 characters")
    }
    guard (1...86_400).contains(timeout) else { throw ValidationError("--timeout is 1 to 86400") }
  }

  func run() async throws {
    try await reporting {
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let name = requestID ?? UUID().uuidString
        let options = RPCCallOptions(timeout: .seconds(timeout))
        let answer = try await ClaimV1.RemittanceServiceClient(client: client).closeRun(
          .with { $0.requestID = name }, options: options)
        guard let run = answer.run else {
          throw CommandFailure(
            "the gateway gave no run; close again with --request-id \(Terminal.safe(name))")
        }
        let remittances = Remittances(client: client, options: options)
        let list = try await remittances.list(run.runID)
        if json {
          Terminal.print(try RemittanceTables.json(run, list))
        } else {
          RemittanceTables.print([run])
          RemittanceTables.print(list)
        }
        guard let out else { return }
        try await remittances.export(list.map(\.remittanceID), to: out, isQuiet: json)
      }
    }
  }
}
