/// Messages as JSON and back, by descriptors alone.
///
/// The form is that of proto3: names in lowerCamelCase, 64-bit numbers as texts, bytes in Base64,
/// enums by name, fields in number order. Reading also takes the names of the interface, numbers
/// for 64-bit fields, numbers for enums, numbers as texts and whole numbers with an exponent. Names
/// that the message does not have are refused, and so is a name that stands twice. Four types have
/// forms of their own: `hmo.type.v1.Money` is `"123.45"`, `Day` is `"2026-03-10"`, `Instant` is
/// `"2026-03-10T14:05:09Z"`, `Quantity` is `"0.5"`; their plain form, an object, is read as well, and
/// written when the options ask for it.
///
/// Errors carry a path such as `$.lines[2].charge` and never a value.
public enum ProtobufJSON {
  /// How JSON is written and how deep it may be.
  public struct Options: Sendable, Hashable {
    /// Whether the text has lines and indentation.
    public var isPretty: Bool

    /// Whether fields that hold their default are written, except those whose absence means
    /// something.
    public var emitsDefaults: Bool

    /// How deep messages and arrays may be nested.
    public var nestingMax: Int

    /// Whether the four types with forms of their own are written as objects too, for programs that
    /// know nothing but proto3.
    public var isPlain: Bool

    /// The longest text to read, in bytes.
    public var textBytesMax: Int

    /// How many values, objects and arrays among them, a text to read may have.
    public var valuesMax: Int

    /// Makes options.
    public init(
      isPretty: Bool = false, emitsDefaults: Bool = false, nestingMax: Int = 64,
      isPlain: Bool = false, textBytesMax: Int = 32 * 1024 * 1024, valuesMax: Int = 1_000_000
    ) {
      self.isPretty = isPretty
      self.emitsDefaults = emitsDefaults
      self.nestingMax = nestingMax
      self.isPlain = isPlain
      self.textBytesMax = textBytesMax
      self.valuesMax = valuesMax
    }

    /// One line, without defaults, with our forms; at most 64 levels deep, 32 MiB and a million
    /// values.
    public static var defaults: Options { Options() }
  }

  /// Writes an encoded message as JSON.
  ///
  /// - Parameters:
  ///   - bytes: The encoded message.
  ///   - type: The full name of its type.
  ///   - pool: Where the type and all it holds are described.
  /// - Throws: ``ProtobufError`` for bytes that are no such message, for text that is not UTF-8 and
  ///   for days and instants that no calendar date can show.
  public static func encode(
    bytes: [UInt8], type: String, pool: DescriptorPool, options: Options = .defaults
  ) throws(ProtobufError) -> String {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(ProtobufError) in
        var encoder = JSONEncoding(pool: pool, options: options)
        return try encoder.encode(buffer, type: type)
      }
    }
    return try result.get()
  }

  /// Writes a message as JSON.
  public static func encode(
    _ message: some ProtobufMessage, pool: DescriptorPool, options: Options = .defaults
  ) throws(ProtobufError) -> String {
    try encode(
      bytes: message.protobufBytes(), type: Swift.type(of: message).protobufName, pool: pool,
      options: options)
  }

  /// Reads JSON into an encoded message, whose fields stand in number order.
  ///
  /// - Throws: ``ProtobufError`` for text that is not JSON, names that the message does not have
  ///   and values that do not fit, with the place in ``ProtobufError/field``.
  public static func decode(
    json: String, type: String, pool: DescriptorPool, options: Options = .defaults
  ) throws(ProtobufError) -> [UInt8] {
    try decode(utf8: Array(json.utf8), type: type, pool: pool, options: options)
  }

  /// Reads JSON as it came from outside; the text must be UTF-8.
  public static func decode(
    utf8: [UInt8], type: String, pool: DescriptorPool, options: Options = .defaults
  ) throws(ProtobufError) -> [UInt8] {
    let value = try JSONReader.read(utf8, options: options)
    var decoder = JSONDecoding(pool: pool)
    return try decoder.decode(value, type: type)
  }

  /// Reads JSON into a message.
  public static func decode<Message: ProtobufMessage>(
    _ type: Message.Type, json: String, pool: DescriptorPool, options: Options = .defaults
  ) throws(ProtobufError) -> Message {
    let bytes = try decode(json: json, type: type.protobufName, pool: pool, options: options)
    return try Message(protobufBytes: bytes)
  }
}
