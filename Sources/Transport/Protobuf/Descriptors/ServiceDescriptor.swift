/// One service.
public struct ServiceDescriptor: Sendable, Hashable {
  /// The full name, such as `hmo.payment.v1.PaymentService`.
  public let fullName: String

  /// The methods in the order of the interface.
  public let methods: [MethodDescriptor]
}

/// One method of a service.
public struct MethodDescriptor: Sendable, Hashable {
  /// The name, such as `AdjudicateClaim`.
  public let name: String

  /// The path of a call, such as `/hmo.payment.v1.PaymentService/AdjudicateClaim`.
  public let path: String

  /// The full name of the request's type.
  public let requestType: String

  /// The full name of the response's type.
  public let responseType: String

  /// Whether the client sends any number of requests.
  public let isClientStreaming: Bool

  /// Whether the server sends any number of responses.
  public let isServerStreaming: Bool

  /// What the interface says of calls that are made more than once.
  public let idempotency: Idempotency

  /// The `idempotency_level` of a method.
  public enum Idempotency: Sendable, Hashable {
    /// The interface does not say.
    case unknown
    /// A call changes nothing.
    case noSideEffects
    /// Two equal calls have the effect of one.
    case idempotent
  }

  /// Whether a call whose outcome is not known may be made again as it was.
  public var isSafeToRepeat: Bool { idempotency != .unknown }
}
