/// What a value of a scenario file may be.
///
/// One declaration, ``ScenarioForm``, serves for reading and for the JSON Schema that is published.
indirect enum ScenarioShape: Sendable {
  /// A text of at most so many bytes.
  case text(bytesMax: Int)
  /// One of these words.
  case word([String])
  /// A whole number; an amount is in cents.
  case integer
  /// True or false.
  case flag
  /// A day, or a moment in UTC.
  case moment
  /// A message of the interface in its JSON form, by the full name of its type.
  case message(String)
  /// At most so many of the same.
  case list(ScenarioShape, countMax: Int)
  /// Values of one shape under names that the author chooses.
  case map(ScenarioShape)
  /// Members that are known by name.
  case record([Field])

  /// A member of a record.
  struct Field: Sendable {
    /// The name.
    let name: String
    /// What it holds.
    let shape: ScenarioShape
    /// Whether it must be there.
    let isRequired: Bool
    /// What it means, in a sentence.
    let about: String

    init(_ name: String, _ shape: ScenarioShape, isRequired: Bool = false, _ about: String) {
      self.name = name
      self.shape = shape
      self.isRequired = isRequired
      self.about = about
    }
  }
}
