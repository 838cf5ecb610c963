import ArgumentParser
import Messages
import Protobuf
import RPC

/// Lists the audit trail of a service.
struct AuditListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the audit trail of a service, oldest first.")

  @OptionGroup var suite: SuiteOptions

  @Option(help: "gateway, eligibility, network, authorization or payment.")
  var service: String

  @Option(help: "At most so many records.")
  var limit: Int = 10_000

  @Option(help: "Only records behind this position.")
  var after: Int64 = 0

  @Flag(help: "Print JSON, with the digests.")
  var json = false

  func validate() throws {
    guard SuiteLayout.services.contains(service) else {
      throw ValidationError("--service is one of " + SuiteLayout.services.joined(separator: ", "))
    }
    guard (1...1_000_000).contains(limit) else {
      throw ValidationError("--limit is 1 to 1000000")
    }
    guard after >= 0 else { throw ValidationError("--after is 0 or more") }
  }

  func run() async throws {
    try await reporting {
      let records = try await SuiteConnection.with(service, suite.layout) { client in
        try await read(StatusV1.StatusServiceClient(client: client))
      }
      try json ? printJSON(records) : printTable(records)
      if records.count == limit, let last = records.last {
        Terminal.complain(
          "listed \(limit) records; there may be more: --after \(last.position)")
      }
    }
  }

  private func read(_ service: StatusV1.StatusServiceClient) async throws -> [StatusV1.AuditRecord]
  {
    try await Pages.all(limit: limit) { token in
      let page = try await service.listAuditRecords(
        .with {
          $0.pageSize = min(Pages.size, Int32(clamping: limit))
          $0.pageToken = token.isEmpty ? String(after) : token
        }, options: RPCCallOptions(timeout: .seconds(30)))
      return (page.records, page.nextPageToken)
    }
  }

  private func printJSON(_ records: [StatusV1.AuditRecord]) throws {
    Terminal.print(
      try StatusV1.ListAuditRecordsResponse.with { $0.records = records }.json())
  }

  private func printTable(_ records: [StatusV1.AuditRecord]) {
    var table = TextTable([
      ("POSITION", .right), ("TIME", .left), ("WHO", .left), ("CERTIFICATE", .left),
      ("METHOD", .left), ("STATUS", .left), ("REASON", .left), ("CALLS", .right),
    ])
    for record in records {
      table.add([
        String(record.position), record.at?.text ?? "", Terminal.safe(record.identity),
        Terminal.safe(record.serialNumber), Terminal.safe(record.path),
        RPCStatusCode(rawValue: Int(record.status)).map { "\($0)" } ?? String(record.status),
        Terminal.safe(record.reason), String(record.calls),
      ])
    }
    Terminal.print(table.text)
  }
}
