/// The options of a field that the generator knows.
struct FieldOptions {
  /// Whether the messages of the field stay encoded until they are read.
  let isLazy: Bool
  /// Whether repeated numbers stand behind one tag; they do unless the option says otherwise.
  let isPacked: Bool

  /// Reads a `FieldOptions` message; empty bytes are no option.
  init(_ bytes: [UInt8]) throws {
    let fields = try WireReader.fields(of: bytes)
    isLazy = fields.contains { $0.number == 5 && $0.asNumber != 0 }
    isPacked = !fields.contains { $0.number == 2 && $0.asNumber == 0 }
  }
}
