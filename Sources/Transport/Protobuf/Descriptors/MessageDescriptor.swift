/// One message type.
public struct MessageDescriptor: Sendable {
  /// The full name, such as `hmo.type.v1.StepKey`.
  public let fullName: String

  /// The fields in number order.
  public let fields: [FieldDescriptor]

  /// The names of the oneofs, those of `optional` fields included.
  public let oneofs: [String]

  private let indexByNumber: [Int32: Int]
  private let indexByName: [String: Int]

  init(fullName: String, fields: [FieldDescriptor], oneofs: [String]) {
    let sorted = fields.sorted { $0.number < $1.number }
    var byName: [String: Int] = [:]
    for (index, field) in sorted.enumerated() { byName[field.name] = index }
    for (index, field) in sorted.enumerated() { byName[field.jsonName] = index }
    self.fullName = fullName
    self.fields = sorted
    self.oneofs = oneofs
    self.indexByName = byName
    self.indexByNumber = Dictionary(
      sorted.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The field with a number.
  public func field(number: Int32) -> FieldDescriptor? {
    indexByNumber[number].map { fields[$0] }
  }

  /// The field with a name, as JSON or as the interface writes it.
  public func field(named name: String) -> FieldDescriptor? {
    indexByName[name].map { fields[$0] }
  }
}
