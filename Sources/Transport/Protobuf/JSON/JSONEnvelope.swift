/// A JSON object of which one member is a message and others say what it is for, such as the method that
/// takes it.
public struct JSONEnvelope {
  private let members: [(name: String, value: JSONValue)]

  /// Reads a text.
  ///
  /// - Throws: ``ProtobufError`` for text that is no JSON object.
  public init(
    utf8: [UInt8], options: ProtobufJSON.Options = .defaults
  ) throws(ProtobufError) {
    guard case .object(let members) = try JSONReader.read(utf8, options: options) else {
      throw ProtobufError(.invalidValue, "The JSON is no object.")
    }
    self.members = members
  }

  /// The text of a member; nothing when it is none or is not there.
  public func text(_ name: String) -> String? {
    guard case .text(let content) = member(name) else { return nil }
    return content
  }

  /// Whether a member is there and is an object.
  public func isObject(_ name: String) -> Bool {
    if case .object = member(name) { true } else { false }
  }

  /// A member as an encoded message of `type`, as ``ProtobufJSON`` reads it.
  ///
  /// - Throws: ``ProtobufError`` for a member that is no such message or is not there, with the place in
  ///   the whole text.
  public func message(
    _ name: String, type: String, pool: DescriptorPool
  ) throws(ProtobufError) -> [UInt8] {
    var path = JSONPath()
    path.enter(field: name)
    guard let value = member(name) else { throw path.error(.invalidValue, "It is missing.") }
    var decoder = JSONDecoding(pool: pool, at: path)
    return try decoder.decode(value, type: type)
  }

  private func member(_ name: String) -> JSONValue? {
    members.first { $0.name == name }?.value
  }
}
