import Messages
import Protobuf
import RPC

/// The business time of something that payment is told.
enum BusinessTime {
  /// What the command line says, else what the gateway's clock says.
  static func of(_ text: String?, _ layout: SuiteLayout) async throws -> TypeV1.Instant {
    if let text, let moment = Moment(text) {
      return .with { $0.microseconds = moment.microseconds }
    }
    return try await SuiteConnection.with("gateway", layout) { client in
      let service = ClaimV1.GatewayAdministrationServiceClient(client: client)
      let status = try await service.getGatewayStatus(
        ClaimV1.GetGatewayStatusRequest(), options: RPCCallOptions(timeout: .seconds(30)))
      guard let time = status.businessTime else {
        throw CommandFailure("the gateway has no business time yet; name one with --at")
      }
      return time
    }
  }
}
