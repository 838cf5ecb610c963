/// A case of gRPC's interoperability tests, under the name by which programs of every language know
/// it.
package enum InteropCase: String, CaseIterable, Sendable {
  /// A message of zero bytes each way.
  case emptyUnary = "empty_unary"
  /// Messages larger than one window of flow control.
  case largeUnary = "large_unary"
  /// Four requests, one response.
  case clientStreaming = "client_streaming"
  /// One request, four responses.
  case serverStreaming = "server_streaming"
  /// A response after each of four requests.
  case pingPong = "ping_pong"
  /// A call without a message.
  case emptyStream = "empty_stream"
  /// The caller gives up before its first message.
  case cancelAfterBegin = "cancel_after_begin"
  /// The caller gives up in the middle.
  case cancelAfterFirstResponse = "cancel_after_first_response"
  /// The caller's time passes while the server waits.
  case timeoutOnSleepingServer = "timeout_on_sleeping_server"
  /// Text comes back in the headers, bytes in the trailers.
  case customMetadata = "custom_metadata"
  /// A status with its text comes back.
  case statusCodeAndMessage = "status_code_and_message"
  /// White space and letters of every size survive in the text of a status.
  case specialStatusMessage = "special_status_message"
  /// A method that the service does not answer.
  case unimplementedMethod = "unimplemented_method"
  /// A service that the server does not have.
  case unimplementedService = "unimplemented_service"
  /// Requests of one message, compressed and not, which the server tells apart.
  case clientCompressedUnary = "client_compressed_unary"
  /// Responses of one message, compressed and not as the request asks.
  case serverCompressedUnary = "server_compressed_unary"
  /// A stream of requests, of which one is compressed and one is not.
  case clientCompressedStreaming = "client_compressed_streaming"
  /// A stream of responses, of which one is compressed and one is not.
  case serverCompressedStreaming = "server_compressed_streaming"
}

extension InteropCase: CustomStringConvertible {
  /// The published name.
  package var description: String { rawValue }
}
