import InteropSuite
import Testing

/// The cases as our client runs them against another implementation's server.
@Suite("Interoperability cases: our client and grpcio's server")
struct ForeignServerCaseTests {
  @Test("empty_unary") func emptyUnary() async throws {
    try await ForeignServerCases.expect(.emptyUnary)
  }
  @Test("large_unary") func largeUnary() async throws {
    try await ForeignServerCases.expect(.largeUnary)
  }
  @Test("client_streaming") func clientStreaming() async throws {
    try await ForeignServerCases.expect(.clientStreaming)
  }
  @Test("server_streaming") func serverStreaming() async throws {
    try await ForeignServerCases.expect(.serverStreaming)
  }
  @Test("ping_pong") func pingPong() async throws { try await ForeignServerCases.expect(.pingPong) }
  @Test("empty_stream") func emptyStream() async throws {
    try await ForeignServerCases.expect(.emptyStream)
  }
  @Test("cancel_after_begin") func cancelAfterBegin() async throws {
    try await ForeignServerCases.expect(.cancelAfterBegin)
  }
  @Test("cancel_after_first_response") func cancelAfterFirstResponse() async throws {
    try await ForeignServerCases.expect(.cancelAfterFirstResponse)
  }
  @Test("timeout_on_sleeping_server") func timeoutOnSleepingServer() async throws {
    try await ForeignServerCases.expect(.timeoutOnSleepingServer)
  }
  @Test("custom_metadata") func customMetadata() async throws {
    try await ForeignServerCases.expect(.customMetadata)
  }
  @Test("status_code_and_message") func statusCodeAndMessage() async throws {
    try await ForeignServerCases.expect(.statusCodeAndMessage)
  }
  @Test("special_status_message") func specialStatusMessage() async throws {
    try await ForeignServerCases.expect(.specialStatusMessage)
  }
  @Test("unimplemented_method") func unimplementedMethod() async throws {
    try await ForeignServerCases.expect(.unimplementedMethod)
  }
  @Test("unimplemented_service") func unimplementedService() async throws {
    try await ForeignServerCases.expect(.unimplementedService)
  }
  @Test("client_compressed_unary") func clientCompressedUnary() async throws {
    try await ForeignServerCases.expect(.clientCompressedUnary)
  }
  @Test("server_compressed_unary") func serverCompressedUnary() async throws {
    try await ForeignServerCases.expect(.serverCompressedUnary)
  }
  @Test("client_compressed_streaming") func clientCompressedStreaming() async throws {
    try await ForeignServerCases.expect(.clientCompressedStreaming)
  }
  @Test("server_compressed_streaming") func serverCompressedStreaming() async throws {
    try await ForeignServerCases.expect(.serverCompressedStreaming)
  }
}
