public import Protobuf

/// Which side sends more than one message.
public enum RPCMethodKind: Sendable, Hashable {
  /// One request, one response.
  case unary
  /// Many requests, one response.
  case clientStreaming
  /// One request, many responses.
  case serverStreaming
  /// Many requests and many responses, in any order.
  case bidirectionalStreaming
}

/// A method of a service with the types of its messages.
public struct RPCMethod<Request: ProtobufMessage, Response: ProtobufMessage>: Sendable {
  /// The full name of the service, such as `hmo.payment.v1.PaymentService`.
  public let service: String
  /// The name of the method, such as `AdjudicateClaim`.
  public let name: String
  /// Which side streams.
  public let kind: RPCMethodKind
  /// What travels in `:path`: `/service/name`.
  public let path: String

  /// A method; generated code makes these.
  public init(service: String, name: String, kind: RPCMethodKind) {
    self.service = service
    self.name = name
    self.kind = kind
    self.path = "/\(service)/\(name)"
  }
}
