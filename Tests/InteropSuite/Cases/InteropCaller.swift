import InteropMessages
import Protobuf
package import RPC

/// The calling side of the cases: runs one of them against any server that has them.
package struct InteropCaller: Sendable {
  let service: Testing.TestServiceClient
  let client: RPCClient
  /// Whether the server can tell a compressed request from another, so that a lie about it fails.
  let isTellingCompression: Bool

  /// Calls through `client`, which must allow compression for the cases about it.
  ///
  /// - Parameter isTellingCompression: False for servers, such as grpcio's, whose handlers cannot
  ///   tell a compressed request from another.
  package init(_ client: RPCClient, isTellingCompression: Bool = true) {
    self.client = client
    self.isTellingCompression = isTellingCompression
    service = Testing.TestServiceClient(client: client)
  }

  /// Runs a case.
  ///
  /// - Throws: ``InteropError`` when the server did otherwise than the case asks, `RPCError` when a
  ///   call failed that should not.
  package func run(_ name: InteropCase) async throws {
    switch name {
    case .emptyUnary: try await emptyUnary()
    case .largeUnary: try await largeUnary()
    case .clientStreaming: try await clientStreaming()
    case .serverStreaming: try await serverStreaming()
    case .pingPong: try await pingPong()
    case .emptyStream: try await emptyStream()
    case .cancelAfterBegin: try await cancelAfterBegin()
    case .cancelAfterFirstResponse: try await cancelAfterFirstResponse()
    case .timeoutOnSleepingServer: try await timeoutOnSleepingServer()
    case .customMetadata: try await customMetadata()
    case .statusCodeAndMessage: try await status("test status message")
    case .specialStatusMessage: try await specialStatusMessage()
    case .unimplementedMethod: try await unimplementedMethod()
    case .unimplementedService: try await unimplementedService()
    case .clientCompressedUnary: try await clientCompressedUnary()
    case .serverCompressedUnary: try await serverCompressedUnary()
    case .clientCompressedStreaming: try await clientCompressedStreaming()
    case .serverCompressedStreaming: try await serverCompressedStreaming()
    }
  }

  /// How long a call of a case may take that is not about time; the cases never wait for it.
  static let options = RPCCallOptions(timeout: .seconds(60))

  /// A payload of so many zeros.
  static func payload(_ size: Int) -> Testing.Payload {
    .with { $0.body = [UInt8](repeating: 0, count: size) }
  }

  /// Checks that a payload has so many bytes, all of them 0.
  static func expect(_ payload: Testing.Payload?, size: Int32) throws(InteropError) {
    try expectEqual("the size of the payload", payload?.body.count ?? -1, Int(size))
    guard payload?.body.allSatisfy({ $0 == 0 }) ?? false else {
      throw InteropError("the payload has other bytes than zeros")
    }
  }

  /// Checks that `body` fails with a status, and with a text where one is given.
  static func expectFailure(
    _ code: RPCStatusCode, _ message: String? = nil, _ body: () async throws -> Void
  ) async throws {
    do {
      try await body()
    } catch let error as RPCError {
      try expectEqual("the status", error.code, code)
      if let message { try expectEqual("the text of the status", error.message, message) }
      return
    }
    throw InteropError("the call succeeded where \(code) was expected")
  }
}
