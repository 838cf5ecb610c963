import Messages
import Protobuf
import RPC

/// The gateway's payment runs, as this command asks for them.
struct Remittances {
  let client: RPCClient
  let options: RPCCallOptions

  private var service: ClaimV1.RemittanceServiceClient {
    ClaimV1.RemittanceServiceClient(client: client)
  }

  /// The runs, the latest first.
  func runs(limit: Int = .max) async throws -> [PaymentV1.PaymentRun] {
    try await Pages.all(limit: limit) { token in
      let page = try await service.listRuns(
        .with {
          $0.pageSize = Pages.size
          $0.pageToken = token
        }, options: options)
      return (page.runs, page.nextPageToken)
    }
  }

  /// The remittances of a run.
  func list(_ run: String, limit: Int = .max) async throws -> [PaymentV1.Remittance] {
    try await Pages.all(limit: limit) { token in
      let page = try await service.listRemittances(
        .with {
          $0.runID = run
          $0.pageSize = Pages.size
          $0.pageToken = token
        }, options: options)
      return (page.remittances, page.nextPageToken)
    }
  }

  /// Writes the 835 of each remittance to a folder.
  ///
  /// - Throws: ``CommandFailure`` when the gateway ends in the middle of one; what was written before
  ///   stays, and exporting again writes the same.
  func export(_ remittances: [String], to path: String, isQuiet: Bool) async throws {
    var folder = try DocumentFolder(path: path)
    for remittance in remittances {
      for try await part in try await service.exportRemittance(
        .with { $0.remittanceID = remittance }, options: options)
      {
        if let document = part.document { try folder.add(document) }
      }
      guard folder.isComplete else {
        throw CommandFailure(
          "the gateway ended in the middle of \(Terminal.safe(remittance)); export it again")
      }
    }
    if !isQuiet { for name in folder.written { Terminal.print("\(path)/\(name)") } }
  }
}
