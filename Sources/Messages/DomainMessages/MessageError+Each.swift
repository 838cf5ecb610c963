extension MessageError {
  /// The same as ``MessageCheck/list(_:_:countMax:_:)``, with its field after `in`.
  package static func each<Message, Value>(
    _ messages: [Message], in field: String, countMax: Int = .max,
    _ read: (Message) throws(MessageError) -> Value
  ) throws(MessageError) -> [Value] {
    try MessageCheck.list(messages, field, countMax: countMax, read)
  }
}
