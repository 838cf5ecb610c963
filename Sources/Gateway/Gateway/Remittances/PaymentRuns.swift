import Messages
import Protobuf
import RPC

/// What the gateway asks payment about runs and remittances.
struct PaymentRuns: Sendable {
  var close: @Sendable (PaymentV1.CloseRunRequest) async throws -> PaymentV1.CloseRunResponse
  var list: @Sendable (PaymentV1.ListRunsRequest) async throws -> PaymentV1.ListRunsResponse
  var remittances:
    @Sendable (PaymentV1.ListRemittancesRequest) async throws -> PaymentV1.ListRemittancesResponse
  var remittance:
    @Sendable (PaymentV1.GetRemittanceRequest) async throws -> PaymentV1.GetRemittanceResponse
  var claims:
    @Sendable (PaymentV1.ListRemittedClaimsRequest) async throws
      -> PaymentV1.ListRemittedClaimsResponse
}

extension PaymentRuns {
  /// How long one question may take; closing a large run takes longest.
  private static let callTimeout: Duration = .seconds(60)
  /// The most items asked for at once.
  static let pageSize: Int32 = 500

  /// Asks over a connection.
  init(_ client: PaymentV1.PaymentRunServiceClient) {
    var options = RPCCallOptions.defaults
    options.timeout = PaymentRuns.callTimeout
    let callOptions = options
    close = { try await client.closeRun($0, options: callOptions) }
    list = { try await client.listRuns($0, options: callOptions) }
    remittances = { try await client.listRemittances($0, options: callOptions) }
    remittance = { try await client.getRemittance($0, options: callOptions) }
    claims = { try await client.listRemittedClaims($0, options: callOptions) }
  }

  /// Hands every remittance of a run to `body`, page by page.
  func forEachRemittance(
    of runID: String, _ body: (PaymentV1.Remittance) async throws -> Void
  ) async throws {
    var token = ""
    repeat {
      let page = try await remittances(
        .with {
          $0.runID = runID
          $0.pageSize = PaymentRuns.pageSize
          $0.pageToken = token
        })
      for remittance in page.remittances { try await body(remittance) }
      token = page.nextPageToken
    } while !token.isEmpty
  }

  /// Hands the claims of a remittance to `body`, page by page.
  func forEachPage(
    ofClaimsIn remittanceID: String, _ body: ([PaymentV1.RemittedClaim]) async throws -> Void
  ) async throws {
    var token = ""
    repeat {
      let page = try await claims(
        .with {
          $0.remittanceID = remittanceID
          $0.pageSize = PaymentRuns.pageSize
          $0.pageToken = token
        })
      try await body(page.claims)
      token = page.nextPageToken
    } while !token.isEmpty
  }
}
