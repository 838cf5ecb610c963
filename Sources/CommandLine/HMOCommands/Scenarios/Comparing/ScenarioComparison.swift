/// Compares what a step must come to with what it came to.
///
/// Only what is expected is compared. Lines, refusals and remittances must be all there are;
/// adjustments are compared as a whole.
struct ScenarioComparison {
  /// The step, from 1.
  let step: Int
  /// What differs.
  private(set) var differences: [ScenarioDifference] = []

  /// How the elements of a list are found.
  private struct Identity {
    /// The members that name an element.
    let members: [String]
    /// Whether there may be no others.
    var isComplete = false
  }

  private static let identities: [String: Identity] = [
    "claims": Identity(members: ["claim"]),
    "lines": Identity(members: ["line"], isComplete: true),
    "refused": Identity(members: ["claim"], isComplete: true),
    "documents": Identity(members: ["type"]),
    "remittances": Identity(members: ["payee"], isComplete: true),
    "settled_withhold": Identity(members: ["payee"], isComplete: true),
    "accumulators": Identity(
      members: ["scope", "holder", "product", "plan_year_start", "kind"]),
    "ledger": Identity(members: ["account"]),
  ]

  private static let wholes: Set<String> = ["adjustments"]
  private static let unordered: Set<String> = ["remarks", "pend_reasons", "rules"]

  init(step: Int) {
    self.step = step
  }

  /// What differs between `expected` and `got` in a step.
  static func differences(
    _ expected: JSONValue, _ got: JSONValue, step: Int
  ) -> [ScenarioDifference] {
    var comparison = ScenarioComparison(step: step)
    var expected = expected.members
    expected["refused"] = expected["refused"] ?? .list([])
    comparison.compare(.record(expected), got, place: [])
    return comparison.differences
  }

  private mutating func compare(_ expected: JSONValue, _ got: JSONValue?, place: [String]) {
    let name = place.last ?? ""
    switch expected {
    case .record(let members) where !ScenarioComparison.wholes.contains(name):
      guard got != nil else {
        report(place, "it is there", "nothing")
        return
      }
      for (member, value) in members.sorted(by: { $0.key < $1.key }) {
        compare(value, got?[member], place: place + [member])
      }
    case .list(let elements):
      if let identity = ScenarioComparison.identities[name] {
        compare(elements, got?.elements ?? [], identity, place: place)
      } else if ScenarioComparison.unordered.contains(name) {
        compareTexts(elements, got?.elements ?? [], place: place)
      } else {
        compareWhole(expected, got, place: place)
      }
    default: compareWhole(expected, got, place: place)
    }
  }

  private mutating func compare(
    _ expected: [JSONValue], _ got: [JSONValue], _ identity: Identity, place: [String]
  ) {
    let name = place.last ?? ""
    if identity.isComplete, expected.count != got.count {
      report(place, "\(expected.count)", "\(got.count)\(labels(got, identity))")
    }
    var rest = got
    for element in expected {
      let key = identity.members.map { element[$0] }
      let label = ScenarioComparison.label(key)
      let inner = place.dropLast() + ["\(ScenarioComparison.singular(name)) \(label)"]
      guard
        let index = rest.firstIndex(where: { other in
          identity.members.map { other[$0] } == key
        })
      else {
        report(Array(inner), "it is there", "nothing")
        continue
      }
      compare(element, rest.remove(at: index), place: Array(inner))
    }
  }

  private func labels(_ elements: [JSONValue], _ identity: Identity) -> String {
    guard !elements.isEmpty else { return "" }
    return " (" + elements.prefix(5).map(\.compact).joined(separator: ", ") + ")"
  }

  private mutating func compareTexts(
    _ expected: [JSONValue], _ got: [JSONValue], place: [String]
  ) {
    let sorted = [expected, got].map { $0.compactMap(\.text).sorted() }
    guard sorted[0] != sorted[1] else { return }
    report(
      place, "[\(sorted[0].joined(separator: ", "))]", "[\(sorted[1].joined(separator: ", "))]")
  }

  private mutating func compareWhole(_ expected: JSONValue, _ got: JSONValue?, place: [String]) {
    guard expected != got else { return }
    report(place, expected.compact, got?.compact ?? "nothing")
  }

  private mutating func report(_ place: [String], _ expected: String, _ got: String) {
    differences.append(
      ScenarioDifference(
        step: step, place: place.joined(separator: ", "), expected: expected, got: got))
  }

  private static func label(_ key: [JSONValue?]) -> String {
    key.map { $0?.text ?? $0?.compact ?? "" }.joined(separator: " ")
  }

  private static func singular(_ name: String) -> String {
    switch name {
    case "refused": "refusal of"
    case "ledger": "account"
    case "settled_withhold": "withhold of"
    default: String(name.dropLast())
    }
  }
}
