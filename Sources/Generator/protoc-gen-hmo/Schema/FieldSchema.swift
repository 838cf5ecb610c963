/// One field.
struct FieldSchema {
  /// The type, with the numbers that descriptors use.
  enum Kind: Int {
    case double = 1
    case float, int64, uint64, int32, fixed64, fixed32, bool, string
    case group, message, bytes, uint32, `enum`, sfixed32, sfixed64, sint32, sint64
  }

  let name: String
  let number: Int
  let kind: Kind
  /// The full name of the message or enumeration, without a leading point; else empty.
  let typeName: String
  let isRepeated: Bool
  let isOptional: Bool
  /// Whether Swift keeps the messages of the field as their bytes: the option `lazy`.
  let isLazy: Bool
  /// Whether the numbers of a repeated field stand behind one tag.
  let isPacked: Bool
  let oneofIndex: Int?
  let comment: String

  /// The oneof that Swift shows as an enum with payloads.
  var shownOneof: Int? { isOptional ? nil : oneofIndex }
}
