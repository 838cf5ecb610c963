import ArgumentParser
import Foundation
import Messages
import Protobuf
import RPC

/// Loads a code set.
struct CodesLoadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Replaces a code set with the codes of a file.",
    discussion: """
      A line of the file is a code, or a code with the first and the last day of service on which \
      it may be used: M545,2015-10-01,2021-09-30. An empty day leaves that end open; a first line \
      that begins with "code" is passed over. Dots in a code are left out. The sets \
      procedure_modifier, procedure_place and procedure_revenue hold pairs: a second column names \
      what may stand with the procedure, T1015,25,2026-01-01. So does packaged_procedure: its second \
      column names the procedure that includes the first one on a day.
      """)

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The code set, such as icd_10_cm, hcpcs_level_2 or place_of_service.")
  var set: String

  @Argument(help: "The file.")
  var file: String

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws {
    try await reporting {
      let codes = try CodeFile(path: file, set: set).codes
      try await SuiteConnection.with("gateway", suite.layout) { client in
        let service = ClaimV1.GatewayAdministrationServiceClient(client: client)
        let upload = CodeSetUpload(service: service, set: set, requestID: UUID().uuidString)
        let answer = try await upload.send(codes, options: RPCCallOptions(timeout: .seconds(300)))
        try json
          ? Terminal.print(answer.json())
          : Terminal.print("\(Terminal.safe(set)): \(answer.codes) codes")
      }
    }
  }
}
