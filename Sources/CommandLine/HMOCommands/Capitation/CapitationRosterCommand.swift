import ArgumentParser
import Foundation
import Messages
import Protobuf
import RPC

/// Writes the roster of a month from what eligibility knows.
struct CapitationRosterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster",
    abstract: "Writes who was assigned to primary care providers in a month, and covered.",
    discussion: """
      A line for each run of days on which one of the providers is the member's primary care \
      provider of record and a product covers the member: member_id, birth_date, sex (empty: \
      eligibility does not know it), category (the product), from, to.
      """)

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "The NPIs of the primary care providers.")
  var npis: [String]

  @Option(help: "The month, such as 2026-03.")
  var month: CalendarMonth

  @Option(help: "The file; made readable for its owner alone.")
  var out: String

  func run() async throws {
    try await reporting {
      let assignments = try await SuiteConnection.with("eligibility", suite.layout) { client in
        let service = EligibilityV1.EligibilityAdministrationServiceClient(client: client)
        var assignments: [EligibilityV1.Assignment] = []
        for npi in Set(npis).sorted() { assignments += try await list(npi, service) }
        return assignments
      }
      let isWritten = FileManager.default.createFile(
        atPath: out, contents: Data(RosterFile.text(assignments).utf8),
        attributes: [.posixPermissions: 0o600])
      guard isWritten else { throw CommandFailure("\(out) cannot be written") }
      Terminal.print("\(out): \(Set(assignments.map(\.memberID)).count) members")
    }
  }

  private func list(
    _ npi: String, _ service: EligibilityV1.EligibilityAdministrationServiceClient
  ) async throws -> [EligibilityV1.Assignment] {
    try await Pages.all { token in
      let page = try await service.listAssignments(
        .with {
          $0.npi = npi
          $0.days = month.days
          $0.pageSize = Pages.size
          $0.pageToken = token
        }, options: RPCCallOptions(timeout: .seconds(60)))
      return (page.assignments, page.nextPageToken)
    }
  }
}
