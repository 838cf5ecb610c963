import Messages
import Protobuf
import RPC

/// Sends reference data of a scenario to the services that own it.
struct ReferenceLoad {
  let suite: ScenarioSuite
  /// Names this load.
  let requestID: String

  /// Sends everything, service by service.
  func send(_ reference: ScenarioReference) async throws {
    let data = reference.data
    let loads: [(method: String, members: [String: JSONValue]?)] = [
      (
        "hmo.eligibility.v1.EligibilityAdministrationService/LoadEligibility",
        data["eligibility"]?.members
      ),
      ("hmo.network.v1.NetworkAdministrationService/LoadNetwork", data["network"]?.members),
      (
        "hmo.authorization.v1.AuthorizationAdministrationService/LoadAuthorizations",
        data["authorization"]?.members
      ),
      (
        "hmo.payment.v1.PaymentAdministrationService/LoadRemittanceParties",
        part(data["payment"], ["payer", "payees"])
      ),
      (
        "hmo.payment.v1.PaymentAdministrationService/LoadOpeningBalances",
        part(data["payment"], ["balances", "limits"])
      ),
      (
        "hmo.payment.v1.PaymentAdministrationService/LoadInterestRates",
        part(data["payment"], ["rates"])
      ),
      (
        "hmo.payment.v1.CapitationService/LoadCapitationTerms",
        part(data["payment"], ["terms"])
      ),
    ]
    for (method, members) in loads {
      guard let members, !members.isEmpty else { continue }
      try await send(method, members)
    }
    for (set, codes) in (data["codes"]?.members ?? [:]).sorted(by: { $0.key < $1.key }) {
      try await send(codes.elements, of: set)
    }
  }

  private func part(_ payment: JSONValue?, _ names: Set<String>) -> [String: JSONValue] {
    (payment?.members ?? [:]).filter { names.contains($0.key) }
  }

  private func send(_ method: String, _ members: [String: JSONValue]) async throws {
    let call = try MethodCall(method)
    var request = members
    request["requestId"] = .text(requestID)
    do {
      try await call.run(
        JSONValue.record(request).compact, over: suite.client(call.service),
        timeout: ScenarioPlayer.callTimeMax, isPretty: false
      ) { _ in }
    } catch let error as RPCError {
      throw CommandFailure(
        "the \(call.service) service takes no such reference data: "
          + CommandFailure(error, calling: call.service).message)
    }
  }

  private func send(_ codes: [JSONValue], of set: String) async throws {
    let messages = try codes.map { code in
      try ProtobufJSON.decode(
        ClaimV1.Code.self, json: code.compact, pool: MessagesDescriptors.pool)
    }
    let service = ClaimV1.GatewayAdministrationServiceClient(client: try suite.client("gateway"))
    _ = try await CodeSetUpload(service: service, set: set, requestID: "\(requestID)-\(set)")
      .send(messages, options: ScenarioPlayer.options)
  }
}
