/// Reference data of a scenario, by service, and how records of it are merged.
///
/// Records of the same identity are merged member by member; any other list replaces the list that
/// was there.
struct ScenarioReference: Hashable, Sendable {
  /// The data, in the form of ``ScenarioForm/reference``.
  private(set) var data: JSONValue

  init(_ data: JSONValue = .record([:])) {
    self.data = data
  }

  /// The members by which a record of each list is known.
  private static let identities: [String: [[String]]] = [
    "products": [["terms", "productId"], ["terms", "planYearStart"]],
    "benefits": [["benefitId"]], "members": [["memberId"]], "categories": [["procedure"]],
    "providers": [["npi"]], "contracts": [["contractId"]],
    "feeSchedules": [["feeScheduleId"]],
    "lettersOfAgreement": [["authorizationNumber"], ["providerNpi"]],
    "outOfNetworkTerms": [["productId"], ["days", "from"]],
    "relativeValues": [["procedure"], ["modifier"], ["days", "from"]],
    "practiceCosts": [["carrier"], ["locality"], ["days", "from"]],
    "postalLocalities": [["postalCode"], ["days", "from"]],
    "conversionFactors": [["days", "from"]],
    "fees": [["procedure"], ["modifier"], ["days", "from"]],
    "authorizations": [["authorizationNumber"]], "lines": [["lineNumber"]],
    "referrals": [["referralNumber"]],
    "balances": [["scope"], ["holder"], ["productId"], ["planYearStart"], ["kind"]],
    "payees": [["npi"], ["tin"]], "terms": [["contractId"], ["from"]],
    "limits": [["memberId"], ["productId"], ["planYearStart"], ["category"]],
    "preventiveServices": [["procedure"], ["diagnosisPrefix"], ["days", "from"]],
  ]

  /// Adds `change`.
  ///
  /// - Returns: What it touched, each record whole: what the services must be sent.
  mutating func merge(_ change: ScenarioReference) -> ScenarioReference {
    data = ScenarioReference.merged(data, change.data, name: "")
    let touched = change.data.members.map { service, part in
      (
        service,
        JSONValue.record(
          Dictionary(
            uniqueKeysWithValues: part.members.map { name, value in
              (name, ScenarioReference.records(data[service]?[name] ?? value, in: value, name))
            }))
      )
    }
    return ScenarioReference(.record(Dictionary(uniqueKeysWithValues: touched)))
  }

  private static func merged(_ old: JSONValue, _ new: JSONValue, name: String) -> JSONValue {
    switch (old, new) {
    case (.record(var members), .record(let changes)):
      for (name, change) in changes {
        members[name] = members[name].map { merged($0, change, name: name) } ?? change
      }
      return .record(members)
    case (.list(var records), .list(let changes)):
      guard identities[name] != nil else { return new }
      for change in changes {
        let identity = identity(of: change, in: name)
        if let index = records.firstIndex(where: { self.identity(of: $0, in: name) == identity }) {
          records[index] = merged(records[index], change, name: "")
        } else {
          records.append(change)
        }
      }
      return .list(records)
    default: return new
    }
  }

  /// The records of `whole` that `part` names.
  private static func records(
    _ whole: JSONValue, in part: JSONValue, _ name: String
  ) -> JSONValue {
    guard identities[name] != nil else { return whole }
    let wanted = Set(part.elements.map { identity(of: $0, in: name) })
    return .list(whole.elements.filter { wanted.contains(identity(of: $0, in: name)) })
  }

  private static func identity(of record: JSONValue, in name: String) -> [JSONValue?] {
    (identities[name] ?? []).map { path in
      path.reduce(Optional(record)) { value, member in value?[member] }
    }
  }
}
