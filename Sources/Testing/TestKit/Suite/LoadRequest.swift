import Messages
package import Protobuf

/// A request that loads reference data, from the text of a load file.
package struct LoadRequest: Sendable {
  /// The path of the method.
  package let path: String
  /// The encoded request.
  package let bytes: [UInt8]
  /// Who answers.
  package let service: SuiteService

  /// Reads a load file: JSON with the name of a method and its request.
  ///
  /// - Throws: ``TestSuiteError`` for a text that is none.
  package init(_ text: String) throws {
    let file = try JSONEnvelope(utf8: Array(text.utf8))
    guard let name = file.text("method"),
      let method = MessagesDescriptors.pool.method(path: "/\(name)"),
      let owner = name.split(separator: ".").dropFirst().first,
      let service = SuiteService(rawValue: String(owner))
    else { throw TestSuiteError("this is no load file") }
    path = method.path
    self.service = service
    bytes = try file.message(
      "request", type: method.requestType, pool: MessagesDescriptors.pool)
  }

  /// The request as a message.
  package func message<Message: ProtobufMessage>(
    as type: Message.Type = Message.self
  ) throws -> Message {
    try Message(protobufBytes: bytes)
  }
}
