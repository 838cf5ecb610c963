import ArgumentParser
import Foundation
import Messages
import Protobuf
import RPC

/// Loads reference data.
struct LoadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Loads members, providers, contracts, authorizations, balances, payers.",
    discussion: """
      Each file is JSON with two members: "method", the full name of a method that loads, and \
      "request", the request in its JSON form. A folder stands for its .json files in the order of \
      their names. The same file loaded again changes nothing. A .csv file is Medicare's list of \
      postal codes, with the columns zip5 and rural_ind. Who pays and is paid is loaded by \
      hmo.payment.v1.PaymentAdministrationService/LoadRemittanceParties.
      """)

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "Files or folders.")
  var paths: [String]

  func run() async throws {
    try await reporting {
      let files = try paths.flatMap(LoadFile.files)
      guard !files.isEmpty else { throw CommandFailure("there is no .json file to load") }
      for path in files {
        if path.hasSuffix(".csv") {
          try await loadPostalAreas(path)
          continue
        }
        let file = try LoadFile(path: path)
        try await SuiteConnection.with(file.call.service, suite.layout) { client in
          try await file.call.run(
            file.request, over: client, timeout: .seconds(120), isPretty: false
          ) {
            Terminal.print("\(file.call.service): \($0)")
          }
        }
      }
    }
  }

  private func loadPostalAreas(_ path: String) async throws {
    let file = try PostalAreaFile(path: path)
    try await SuiteConnection.with("network", suite.layout) { client in
      let response = try await NetworkV1.NetworkAdministrationServiceClient(client: client)
        .loadNetwork(file.request, options: RPCCallOptions(timeout: .seconds(120)))
      Terminal.print("network: \(response.postalAreas) postal areas")
    }
  }
}
