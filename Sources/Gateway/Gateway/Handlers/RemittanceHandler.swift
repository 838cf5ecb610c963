import Domain
import Messages
import Protobuf
import RPC
import ServiceProcess

/// Answers `hmo.claim.v1.RemittanceService`: payment keeps the runs, the gateway writes the files.
struct RemittanceHandler: ClaimV1.RemittanceServiceHandler {
  let store: ClaimStore
  let runs: PaymentRuns
  let recorder: RunRecorder
  let clock: BusinessClock

  func closeRun(
    _ request: ClaimV1.CloseRunRequest, context: RPCContext
  ) async throws -> ClaimV1.CloseRunResponse {
    guard (1...100).contains(request.requestID.utf8.count) else {
      throw GatewayErrors.invalid("request_id", "Name the closing with 1 to 100 characters.")
    }
    return try await RPCError.mapping {
      let closed = try await runs.close(
        .with {
          $0.requestID = request.requestID
          $0.closedAt = .with { $0.microseconds = clock.now.microseconds }
        })
      if let run = closed.run { try await recorder.record(run.runID) }
      return .with { $0.run = closed.run }
    }
  }

  func listRuns(
    _ request: ClaimV1.ListRunsRequest, context: RPCContext
  ) async throws -> ClaimV1.ListRunsResponse {
    let page = try await runs.list(
      .with {
        $0.pageSize = request.pageSize
        $0.pageToken = request.pageToken
      })
    return .with {
      $0.runs = page.runs
      $0.nextPageToken = page.nextPageToken
    }
  }

  func listRemittances(
    _ request: ClaimV1.ListRemittancesRequest, context: RPCContext
  ) async throws -> ClaimV1.ListRemittancesResponse {
    let page = try await runs.remittances(
      .with {
        $0.runID = request.runID
        $0.pageSize = request.pageSize
        $0.pageToken = request.pageToken
      })
    return .with {
      $0.remittances = page.remittances
      $0.nextPageToken = page.nextPageToken
    }
  }

  func exportRemittance(
    _ request: ClaimV1.ExportRemittanceRequest,
    responses: RPCResponseWriter<ClaimV1.ExportRemittanceResponse>, context: RPCContext
  ) async throws {
    try await RPCError.mapping {
      let found = try await runs.remittance(.with { $0.remittanceID = request.remittanceID })
      guard let remittance = found.remittance else { throw RemittanceHandler.noSuchRemittance }
      let bytes = try await RemittanceExport(store: store, runs: runs).bytes(of: remittance)
      let name = "\(remittance.remittanceID).835"
      for part in DocumentStream.parts(of: bytes, name: name, type: .documentType835) {
        try await responses.write(.with { $0.document = part })
      }
    }
  }

  private static var noSuchRemittance: RPCError {
    RPCError(.notFound, "There is no such remittance.", reason: "REMITTANCE_UNKNOWN")
  }
}
