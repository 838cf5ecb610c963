import RPC
import ServiceProcess

extension RPCError {
  /// Does `body` and gives its errors as those of the call; a ``Refusal`` refuses the whole call.
  static nonisolated(nonsending) func mappingRefusals<Answer>(
    _ body: nonisolated(nonsending) () async throws -> Answer
  ) async throws -> Answer {
    do {
      return try await RPCError.mapping(body)
    } catch let refusal as Refusal {
      throw refusal.error
    }
  }
}
