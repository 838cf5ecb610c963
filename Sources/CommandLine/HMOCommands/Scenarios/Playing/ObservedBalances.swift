import Messages
import Protobuf
import RPC

/// The balances that a step's expectation names.
struct ObservedBalances {
  let suite: ScenarioSuite

  /// Asks for each balance that `expected` names.
  func value(of expected: JSONValue) async throws -> JSONValue {
    var members: [String: JSONValue] = [:]
    if let accumulators = expected["accumulators"] {
      var values: [JSONValue] = []
      for accumulator in accumulators.elements {
        values.append(try await self.accumulator(accumulator.members))
      }
      members["accumulators"] = .list(values)
    }
    if let limits = expected["limits"] {
      var values: [JSONValue] = []
      for limit in limits.elements { values.append(try await self.limit(limit.members)) }
      members["limits"] = .list(values)
    }
    if expected["open_holds"] != nil {
      members["open_holds"] = .integer(try await openHolds())
    }
    if let accounts = expected["ledger"] {
      let balances = try await ledger()
      members["ledger"] = .list(
        accounts.elements.map { account in
          let name = account["account"] ?? .null
          return .record(["account": name, "amount": .integer(balances[name] ?? 0)])
        })
    }
    return .record(members)
  }

  /// What stands on each account that has entries, in cents.
  private func ledger() async throws -> [JSONValue: Int64] {
    let answers = try await PaymentV1.PaymentAdministrationServiceClient(
      client: suite.client("payment")
    ).verifyStore(.with { $0.showsLedger = true }, options: ScenarioPlayer.options)
    var balances: [JSONValue: Int64] = [:]
    for try await balance in answers.compactMap(\.ledgerBalance) {
      balances[.text(balance.account)] = balance.amount?.cents ?? 0
    }
    return balances
  }

  private func accumulator(_ expected: [String: JSONValue]) async throws -> JSONValue {
    let scope = expected["scope"]?.text ?? ""
    let holder = expected["holder"]?.text ?? ""
    let kind = expected["kind"]?.text ?? ""
    let answer = try await amounts(
      of: holder, as: scope == "member" ? "memberId" : "familyId", expected)
    let found = answer.balances.first {
      $0.scope == scope && $0.holder == holder && $0.kind == kind
    }
    var members = expected
    members["amount"] = .integer(found?.amount?.cents ?? 0)
    return .record(members)
  }

  private func limit(_ expected: [String: JSONValue]) async throws -> JSONValue {
    let answer = try await amounts(
      of: expected["member"]?.text ?? "", as: "memberId", expected)
    let found = answer.limits.first { $0.category == expected["category"]?.text }
    var members = expected
    members["visits"] = .integer(found?.visits ?? 0)
    members["amount"] = .integer(found?.amount?.cents ?? 0)
    return .record(members)
  }

  /// What has run up for a member or family in the product and plan year that `expected` names.
  private func amounts(
    of holder: String, as field: String, _ expected: [String: JSONValue]
  ) async throws -> PaymentV1.GetAccumulatorsResponse {
    let request: [String: JSONValue] = [
      field: .text(holder), "productId": expected["product"] ?? .null,
      "planYearStart": expected["plan_year_start"] ?? .null,
    ]
    let message = try ProtobufJSON.decode(
      PaymentV1.GetAccumulatorsRequest.self, json: JSONValue.record(request).compact,
      pool: MessagesDescriptors.pool)
    return try await PaymentV1.PaymentAdministrationServiceClient(
      client: suite.client("payment")
    ).getAccumulators(message, options: ScenarioPlayer.options)
  }

  private func openHolds() async throws -> Int64 {
    let answer = try await AuthorizationV1.AuthorizationAdministrationServiceClient(
      client: suite.client("authorization")
    ).listHolds(.with { $0.pageSize = 1_000 }, options: ScenarioPlayer.options)
    return Int64(answer.holds.count)
  }
}
