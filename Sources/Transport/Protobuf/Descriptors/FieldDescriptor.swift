/// One field of a message type.
public struct FieldDescriptor: Sendable, Hashable {
  /// How the values of a field are typed, with the numbers that descriptors use.
  public enum Kind: Int32, Sendable, Hashable {
    /// A 64-bit floating point number.
    case double = 1
    /// A 32-bit floating point number.
    case float
    /// A 64-bit number.
    case int64
    /// A 64-bit number without a sign.
    case uint64
    /// A 32-bit number.
    case int32
    /// A 64-bit number without a sign, eight bytes on the wire.
    case fixed64
    /// A 32-bit number without a sign, four bytes on the wire.
    case fixed32
    /// True or false.
    case bool
    /// UTF-8 text.
    case string
    /// Not supported.
    case group
    /// A message.
    case message
    /// Bytes.
    case bytes
    /// A 32-bit number without a sign.
    case uint32
    /// A number with names.
    case `enum`
    /// A 32-bit number, four bytes on the wire.
    case sfixed32
    /// A 64-bit number, eight bytes on the wire.
    case sfixed64
    /// A 32-bit number, zigzag on the wire.
    case sint32
    /// A 64-bit number, zigzag on the wire.
    case sint64
  }

  /// The name in the interface, such as `claim_id`.
  public let name: String

  /// The name in JSON, such as `claimId`.
  public let jsonName: String

  /// The number on the wire.
  public let number: Int32

  /// How its values are typed.
  public let kind: Kind

  /// The full name of the message or enum; empty for other kinds.
  public let typeName: String

  /// Whether it holds any number of values.
  public let isRepeated: Bool

  /// Whether its values are written without a tag each.
  public let isPacked: Bool

  /// Whether an unset field differs from one that is set to the default.
  public let hasPresence: Bool

  /// The place of its oneof in the message, an `optional` field's own included.
  public let oneofIndex: Int?
}

extension FieldDescriptor.Kind {
  /// The layout of one value on the wire; nothing for groups.
  var wireType: WireType? {
    switch self {
    case .double, .fixed64, .sfixed64: .fixed64
    case .float, .fixed32, .sfixed32: .fixed32
    case .string, .bytes, .message: .lengthDelimited
    case .group: nil
    case .int64, .uint64, .int32, .bool, .uint32, .enum, .sint32, .sint64: .varint
    }
  }

  /// Whether many values may be written without a tag each.
  var isPackable: Bool {
    switch self {
    case .string, .bytes, .message, .group: false
    default: true
    }
  }
}
