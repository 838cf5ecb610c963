import ArgumentParser
import Domain
import Foundation
import Messages
import RPC

/// Loads what Medicare's physician fees are computed from.
struct FeesLoadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Loads relative values, costs of localities and localities of postal codes.",
    discussion: """
      Each file has comma-separated columns that its first line names. Relative values: hcpcs, mod, \
      status_code, work_rvu, nonfac_pe_rvu, fac_pe_rvu, mp_rvu, mult_proc, conv_factor, the last \
      one the same on each line. Costs: mac, locality, pw_gpci_floor1, pe_gpci, mp_gpci. Postal \
      codes: zip5, carrier, locality, plus_four_flag. Other columns are passed over. A row replaces \
      the one that begins on the same day.
      """)

  @OptionGroup var suite: SuiteOptions

  @Option(help: "The file of relative values.")
  var values: String?

  @Option(help: "The file of what practices cost in the localities.")
  var costs: String?

  @Option(help: "The file of the localities of postal codes.")
  var postalCodes: String?

  @Option(help: "A fee schedule that has its fees from these.")
  var schedule: String?

  @Option(help: "The first day of service, such as 2026-01-01.")
  var from: String

  @Option(help: "The last day of service, such as 2026-12-31.")
  var to: String

  func run() async throws {
    try await reporting {
      guard let first = Day(iso: from), let last = Day(iso: to), first <= last else {
        throw CommandFailure("--from and --to are no days, or not in order")
      }
      let upload = try FeeUpload(
        DaySpan(from: first, to: last), values: file(values), costs: file(costs),
        postalCodes: file(postalCodes), schedule: schedule)
      guard !upload.isEmpty else { throw CommandFailure("nothing to load was named") }
      try await SuiteConnection.with("network", suite.layout) { client in
        let service = NetworkV1.NetworkAdministrationServiceClient(client: client)
        let counts = try await upload.send(
          to: service, requestID: UUID().uuidString,
          options: RPCCallOptions(timeout: .seconds(120)))
        Terminal.print(
          "network: \(counts.relativeValues) relative values, \(counts.practiceCosts) localities, "
            + "\(counts.postalLocalities) postal codes")
      }
    }
  }

  private func file(_ path: String?) throws -> DelimitedFile? {
    try path.map { try DelimitedFile(path: $0) }
  }
}
