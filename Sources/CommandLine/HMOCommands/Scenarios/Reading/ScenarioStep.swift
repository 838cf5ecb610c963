import Foundation

/// A step of a scenario: a time, an action and what must hold then.
struct ScenarioStep: Hashable, Sendable {
  /// The business time; that of the step before when absent.
  let time: Moment?
  /// Whose certificate acts.
  let identity: String
  /// Over how many connections at once each claim that is submitted is sent.
  let connections: Int
  /// What happens.
  let action: ScenarioAction
  /// What must hold, in the form of ``ScenarioForm/expectation``.
  let expectation: JSONValue

  /// Reads a step that has the right shape.
  ///
  /// - Parameter folder: Where a file that it names is looked for.
  init(_ value: JSONValue, at place: String, folder: String) throws {
    let actions = value.members.keys.filter(ScenarioAction.names.contains).sorted()
    guard actions.count <= 1 else {
      throw ScenarioError(place, "a step does one thing, not \(actions.joined(separator: " and "))")
    }
    time = value["at"]?.text.flatMap(Moment.init)
    identity = "client-\(value["as"]?.text ?? "hmo")"
    connections = try ScenarioStep.connections(value, at: place)
    expectation = value["expect"] ?? .record([:])
    let name = actions.first ?? ""
    action = try ScenarioStep.action(
      name, value[name] ?? .null, at: "\(place).\(name)", folder: folder)
  }

  private static func connections(_ step: JSONValue, at place: String) throws -> Int {
    guard let count = step["connections"]?.integer else { return 1 }
    guard step["submit"] != nil else {
      throw ScenarioError("\(place).connections", "only claims that are submitted have connections")
    }
    guard (1...ScenarioLimits.connectionsMax).contains(count) else {
      throw ScenarioError(
        "\(place).connections", "there are 1 to \(ScenarioLimits.connectionsMax) connections")
    }
    return Int(count)
  }

  private static func action(
    _ name: String, _ value: JSONValue, at place: String, folder: String
  ) throws -> ScenarioAction {
    let claim = value["claim"]?.text ?? ""
    switch name {
    case "submit": return .submit(value.elements)
    case "submit_file": return .submitFile(try file(value, at: place, folder: folder))
    case "void": return .void(value.text ?? "")
    case "load": return .load(ScenarioReference(value))
    case "decide":
      return .decide(
        claim: claim, action: value["action"]?.text ?? "", reason: value["reason"]?.text ?? "",
        note: value["note"]?.text ?? "")
    case "assign": return .assign(claim: claim, owner: value["owner"]?.text ?? "")
    case "attachment":
      return .attachment(
        claim: claim, controlNumber: value["control_number"]?.text ?? "",
        content: value["content"]?.text ?? "",
        mediaType: value["media_type"]?.text ?? "text/plain")
    case "close_run":
      guard value == .flag(true) else { throw ScenarioError(place, "close_run is true") }
      return .closeRun
    case "settle_withhold": return .settleWithhold(value)
    case "settle_risk": return .settleRisk(value)
    case "settle_capitation": return .settleCapitation(value)
    default: return .wait
    }
  }

  private static func file(
    _ value: JSONValue, at place: String, folder: String
  ) throws -> [UInt8] {
    guard let path = value["path"]?.text else {
      guard case .list(let segments)? = value["segments"] else {
        throw ScenarioError(place, "name segments or a path")
      }
      return Array(segments.compactMap(\.text).map { $0 + "~" }.joined().utf8)
    }
    guard value["segments"] == nil else {
      throw ScenarioError(place, "name segments or a path, not both")
    }
    let data = FileManager.default.contents(atPath: "\(folder)/\(path)")
    guard let data else { throw ScenarioError("\(place).path", "the file cannot be read") }
    guard data.count <= ScenarioLimits.claimFileBytesMax else {
      throw ScenarioError(
        "\(place).path", "the file has more than \(ScenarioLimits.claimFileBytesMax) bytes")
    }
    return [UInt8](data)
  }
}
