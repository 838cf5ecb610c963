import RPC

/// What a step of a scenario came to.
struct ObservedStep {
  /// Claims and actions that were refused.
  private(set) var refused: [JSONValue] = []
  /// How many claims had been received before.
  var repeatedCount: Int64 = 0
  /// The different numbers of claims that its callers were given.
  var claimNumbers: Set<String> = []
  /// Documents that answered a file.
  var documents: [JSONValue] = []
  /// The payment run that was closed.
  var run: JSONValue?
  /// Its remittances.
  var remittances: [JSONValue] = []
  /// What was settled of withheld money, payee by payee.
  var settledWithhold: JSONValue?
  /// What was settled of a gain or loss.
  var settledRisk: JSONValue?
  /// The claims that the step concerns, by the provider's number, in order.
  private(set) var labels: [String] = []

  /// Notes a claim that the step concerns.
  mutating func concern(_ label: String) {
    if !labels.contains(label) { labels.append(label) }
  }

  /// Notes that something was refused by `rules`.
  mutating func refuse(_ label: String, _ rules: [String]) {
    refused.append(
      .record([
        "claim": .text(label), "rules": .list(Set(rules).sorted().map { .text($0) }),
      ]))
  }

  /// Notes that a call was refused.
  ///
  /// - Throws: `error` when it is no refusal, but a failure to get an answer.
  mutating func refuse(_ label: String, _ error: RPCError) throws {
    switch error.code {
    case .invalidArgument, .failedPrecondition, .notFound, .aborted, .alreadyExists, .outOfRange,
      .permissionDenied:
      refuse(label, ObservedStep.rules(error))
    default: throw error
    }
  }

  /// The rules that an error names field by field, else its reason.
  private static func rules(_ error: RPCError) -> [String] {
    let rules = error.fieldViolations.compactMap { violation -> String? in
      let name = violation.description.prefix { $0 != ":" }
      let isRule =
        name.contains("-") && name.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "-" }
      return isRule ? String(name) : nil
    }
    return rules.isEmpty ? [error.reason] : rules
  }

  /// The step as a value.
  func value(claims: [JSONValue], balances: JSONValue?) -> JSONValue {
    var members: [String: JSONValue] = [
      "claims": .list(claims), "refused": .list(refused), "repeated": .integer(repeatedCount),
      "claim_numbers": .integer(Int64(claimNumbers.count)),
    ]
    if !documents.isEmpty { members["documents"] = .list(documents) }
    if let run {
      members["run"] = run
      members["remittances"] = .list(remittances)
    }
    if let settledWithhold { members["settled_withhold"] = settledWithhold }
    if let settledRisk { members["settled_risk"] = settledRisk }
    if let balances { members["balances"] = balances }
    return .record(members)
  }
}
