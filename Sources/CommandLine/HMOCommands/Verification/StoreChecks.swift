import Messages
import Protobuf
import RPC

/// Asks one service to check its store.
struct StoreChecks {
  /// The service, such as `payment`.
  let service: String

  /// Checking reads every record.
  private static let timeout = Duration.seconds(3_600)

  /// What the service finds, as it is found.
  func violations(
    over client: RPCClient
  ) async throws -> AsyncThrowingStream<TypeV1.Violation, any Error> {
    let call = try MethodCall(method)
    let responses = try await client.rawServerStreaming(
      path: call.method.path, request: [], options: RPCCallOptions(timeout: Self.timeout))
    return AsyncThrowingStream {
      var iterator = responses.makeAsyncIterator()
      guard let bytes = try await iterator.next() else { return nil }
      // Every service answers with a message whose first field is the violation.
      return try PaymentV1.VerifyStoreResponse(protobufBytes: bytes).violation ?? .init()
    }
  }

  /// The method by which the service checks its store.
  private var method: String {
    let (package, name) =
      switch service {
      case "gateway": ("claim", "Gateway")
      default: (service, service.prefix(1).uppercased() + service.dropFirst())
      }
    return "hmo.\(package).v1.\(name)AdministrationService/VerifyStore"
  }
}
