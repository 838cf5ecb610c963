import Foundation

/// A story with what must become of it, as a file tells it.
struct Scenario: Hashable, Sendable {
  /// The file.
  let path: String
  /// What it is called.
  let name: String
  /// The reference data at the start.
  let reference: ScenarioReference
  /// The business time at the start.
  let start: Moment
  /// What happens, in order.
  let steps: [ScenarioStep]

  /// Reads a file and the base that it names.
  ///
  /// - Throws: ``ScenarioError`` with the place of what is wrong.
  init(path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let value = try Scenario.read(path, at: "$")
    try ScenarioForm.scenario.check(value, at: "$")
    guard let start = value["business_time"]?.text.flatMap(Moment.init) else {
      throw ScenarioError("$.business_time", "this is no day and no moment")
    }
    self.path = path
    self.start = start
    name = value["name"]?.text ?? ""
    var reference = ScenarioReference()
    if let base = value["base"]?.text {
      let data = try Scenario.read("\(folder)/\(base)", at: "$.base")
      try ScenarioForm.reference.check(data, at: base)
      _ = reference.merge(ScenarioReference(data))
    }
    _ = reference.merge(ScenarioReference(value["reference"] ?? .record([:])))
    self.reference = reference
    steps =
      try value["steps"]?.elements.enumerated().map { index, step in
        try ScenarioStep(step, at: "$.steps[\(index)]", folder: folder)
      } ?? []
    try checkTimes()
  }

  private static func read(_ path: String, at place: String) throws -> JSONValue {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ScenarioError(place, "\(path) cannot be read")
    }
    guard data.count <= ScenarioLimits.fileBytesMax else {
      throw ScenarioError(place, "the file has more than \(ScenarioLimits.fileBytesMax) bytes")
    }
    guard let value = JSONValue.read(data) else {
      throw ScenarioError(place, "this is no JSON, or it holds a number that is not whole")
    }
    return value
  }

  private func checkTimes() throws {
    var time = start
    for (index, step) in steps.enumerated() {
      guard let next = step.time else { continue }
      guard next >= time else {
        throw ScenarioError("$.steps[\(index)].at", "business time never goes back")
      }
      time = next
    }
  }
}
