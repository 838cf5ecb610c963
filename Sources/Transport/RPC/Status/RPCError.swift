/// What a handler throws and what a client call throws.
///
/// On the wire it is `grpc-status`, `grpc-message` and, when there is something to say,
/// `grpc-status-details-bin` with `ErrorInfo`, `RetryInfo` and `BadRequest`.
public struct RPCError: Error, Sendable, Hashable {
  /// The domain that stands in every `ErrorInfo` of the suite.
  public static let domain = "hmo.internal"

  /// The outcome.
  public var code: RPCStatusCode
  /// Text fit for a log: no member data, no input.
  public var message: String
  /// `ErrorInfo.reason` in UPPER_SNAKE_CASE, such as `KEY_REUSED`; empty for none.
  public var reason: String
  /// `ErrorInfo.metadata`; no member data.
  public var metadata: [String: String]
  /// Which fields of the request are wrong, as `BadRequest`.
  public var fieldViolations: [FieldViolation]
  /// How long to wait before trying again, as `RetryInfo`.
  public var retryDelay: Duration?

  /// An error with its details.
  public init(
    _ code: RPCStatusCode, _ message: String, reason: String = "", metadata: [String: String] = [:],
    fieldViolations: [FieldViolation] = [], retryDelay: Duration? = nil
  ) {
    self.code = code
    self.message = message
    self.reason = reason
    self.metadata = metadata
    self.fieldViolations = fieldViolations
    self.retryDelay = retryDelay
  }
}

extension RPCError: CustomStringConvertible {
  /// Code, reason and message on one line.
  public var description: String {
    reason.isEmpty ? "\(code): \(message)" : "\(code) \(reason): \(message)"
  }
}
