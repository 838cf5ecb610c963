/// Something that did not come out as a scenario expects.
struct ScenarioDifference: Hashable, Sendable {
  /// The step, from 1; 0 for the start.
  let step: Int
  /// What was compared, such as `claim G01, line 1, paid`.
  let place: String
  /// What was expected.
  let expected: String
  /// What was found.
  let got: String

  /// The difference in one line.
  var text: String { "\(place): expected \(expected), got \(got)" }

  /// The difference for another program.
  var value: JSONValue {
    .record([
      "step": .integer(Int64(step)), "place": .text(place), "expected": .text(expected),
      "got": .text(got),
    ])
  }
}
