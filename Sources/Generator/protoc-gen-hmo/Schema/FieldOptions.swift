/// The options of a field that the generator knows.
struct FieldOptions {
  /// Whether the messages of the field stay encoded until they are read.
  let isLazy: Bool

  /// Reads a `FieldOptions` message; empty bytes are no option.
  init(_ bytes: [UInt8]) throws {
    isLazy = try WireReader.fields(of: bytes).contains { $0.number == 5 && $0.asNumber != 0 }
  }
}
