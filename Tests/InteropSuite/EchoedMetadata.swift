import RPC

/// The metadata that a test server sends back.
enum EchoedMetadata {
  /// Text that comes back among the headers.
  static let initialName = "x-grpc-test-echo-initial"
  /// Bytes that come back among the trailers.
  static let trailingName = "x-grpc-test-echo-trailing-bin"

  static let initialValue = "test_initial_metadata_value"
  static let trailingValue: [UInt8] = [0xAB, 0xAB, 0xAB]

  /// Both entries, for a request.
  static func request() throws -> RPCMetadata {
    var metadata = RPCMetadata()
    try metadata.add(initialName, text: initialValue)
    try metadata.add(trailingName, binary: trailingValue)
    return metadata
  }

  /// Sends back what the caller of a test server sent under the two names.
  static func echo(_ context: RPCContext) throws {
    if let text = context.metadata.text(initialName) {
      var headers = RPCMetadata()
      try headers.add(initialName, text: text)
      context.addResponseHeaders(headers)
    }
    if let bytes = context.metadata.binary(trailingName) {
      var trailers = RPCMetadata()
      try trailers.add(trailingName, binary: bytes)
      context.addResponseTrailers(trailers)
    }
  }
}
