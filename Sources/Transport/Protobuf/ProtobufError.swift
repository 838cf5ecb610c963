/// An error raised while reading or describing messages.
///
/// `message` is fit for a log: it names types and fields of the interface and never quotes input.
public struct ProtobufError: Error, Sendable, Hashable {
  /// What kind of failure it is.
  public var code: Code

  /// What happened, in one sentence without input.
  public var message: String

  /// The field where it happened, such as `hmo.type.v1.StepKey.claim_id` or, for JSON, a path such
  /// as `$.lines[2].charge`; nothing when the failure belongs to no field.
  public var field: String?

  /// Makes an error.
  public init(_ code: Code, _ message: String, field: String? = nil) {
    self.code = code
    self.message = message
    self.field = field
  }
}

extension ProtobufError {
  /// The kind of a ``ProtobufError``.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    private enum Wrapped: String {
      case malformed, invalidText, resourceExhausted, unknownType, unknownField, invalidValue
    }

    private let wrapped: Wrapped

    private init(_ wrapped: Wrapped) { self.wrapped = wrapped }

    /// The bytes or the JSON are not well formed.
    public static var malformed: Self { Self(.malformed) }
    /// A text is not UTF-8 or holds U+0000.
    public static var invalidText: Self { Self(.invalidText) }
    /// The message is larger, or needs more memory, than the limits allow.
    public static var resourceExhausted: Self { Self(.resourceExhausted) }
    /// The pool does not know the type.
    public static var unknownType: Self { Self(.unknownType) }
    /// A JSON object names a field that its message does not have.
    public static var unknownField: Self { Self(.unknownField) }
    /// A value does not fit its field.
    public static var invalidValue: Self { Self(.invalidValue) }

    /// The code's name.
    public var description: String { wrapped.rawValue }
  }
}

extension ProtobufError: CustomStringConvertible {
  /// The message, after the field when there is one.
  public var description: String {
    field.map { "\($0): \(message)" } ?? message
  }
}
