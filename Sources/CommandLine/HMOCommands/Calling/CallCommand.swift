import ArgumentParser
import Foundation
import Messages
import Protobuf
import RPC

/// Calls any method.
struct CallCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Calls any method of the suite, JSON in and JSON out.",
    discussion: """
      hmo call hmo.claim.v1.ClaimService/GetClaim '{"claimId": "HC000000000001"}'
      A request of - is read from standard input. --list names every method.
      """)

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The method, such as hmo.claim.v1.ClaimService/GetClaim.")
  var method: String?

  @Argument(help: "The request as JSON, or - for standard input.")
  var request: String = "{}"

  @Flag(help: "Name every method.")
  var list = false

  @Option(help: "Which service to ask, for methods that several answer, such as health.")
  var service: String?

  @Option(help: "Whose certificate to use: client-hmo or client-integrator.")
  var identity: String = "client-hmo"

  @Option(help: "Seconds to wait.")
  var timeout: Int = 30

  func validate() throws {
    guard list || method != nil else { throw ValidationError("name a method, or use --list") }
    guard (1...86_400).contains(timeout) else { throw ValidationError("--timeout is 1 to 86400") }
  }

  func run() async throws {
    try await reporting {
      guard !list, let method else {
        for service in MessagesDescriptors.pool.services {
          for method in service.methods { Terminal.print(String(method.path.dropFirst())) }
        }
        return
      }
      let call = try MethodCall(method)
      let json =
        request == "-"
        ? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self) : request
      let owner =
        service ?? (SuiteLayout.services.contains(call.service) ? call.service : "gateway")
      try await SuiteConnection.with(owner, suite.layout, identity: identity) { client in
        try await call.run(json, over: client, timeout: .seconds(timeout)) { Terminal.print($0) }
      }
    }
  }
}
