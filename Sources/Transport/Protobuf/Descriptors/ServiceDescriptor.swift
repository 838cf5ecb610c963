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
}
