import RPC
import Testing

/// The error with which a call fails; records an issue when it succeeds or fails otherwise.
func rpcError<Value>(
  _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation,
  of body: () async throws -> Value
) async -> RPCError? {
  do {
    _ = try await body()
    Issue.record("the call succeeded \(what)", sourceLocation: sourceLocation)
  } catch let error as RPCError {
    return error
  } catch {
    Issue.record("not an RPC error: \(error) \(what)", sourceLocation: sourceLocation)
  }
  return nil
}
