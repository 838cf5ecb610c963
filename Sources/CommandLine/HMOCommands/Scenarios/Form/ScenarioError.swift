/// What is wrong with a scenario file, and where.
struct ScenarioError: Error, Hashable, Sendable {
  /// The place, such as `$.steps[2].submit[0].charge`.
  let place: String
  /// What is wrong and what to do.
  let message: String

  init(_ place: String, _ message: String) {
    self.place = place
    self.message = message
  }
}
