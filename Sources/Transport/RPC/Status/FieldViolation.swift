/// One wrong field of a request.
public struct FieldViolation: Sendable, Hashable {
  /// The path of the field, such as `claim.lines[2].units`.
  public var field: String
  /// What is wrong with it, without quoting the value.
  public var description: String

  /// A violation.
  public init(field: String, description: String) {
    self.field = field
    self.description = description
  }
}
