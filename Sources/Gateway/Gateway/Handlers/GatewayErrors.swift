import Domain
import ClaimRules
import RPC
import Storage

/// The errors that callers of the gateway see.
enum GatewayErrors {
  /// No claim has that number, or it is none.
  static let noSuchClaim = RPCError(
    .notFound, "There is no claim with that number.", reason: "CLAIM_UNKNOWN")

  /// Another request was stored under the same key.
  static let keyReused = RPCError(
    .aborted, "Another claim was submitted under this request_id. Use a new one.",
    reason: "KEY_REUSED")

  /// A field of the request is wrong.
  static func invalid(_ field: String, _ description: String) -> RPCError {
    RPCError(
      .invalidArgument, "The request has a field that is wrong: \(field).",
      reason: "FIELD_INVALID",
      fieldViolations: [FieldViolation(field: field, description: description)])
  }

  /// A claim cannot be accepted.
  static func refused(_ faults: [IntakeFault]) -> RPCError {
    RPCError(
      .invalidArgument, "The claim cannot be accepted; nothing of it is stored.",
      reason: "CLAIM_REFUSED",
      fieldViolations: faults.map {
        FieldViolation(field: "claim.\($0.field)", description: "\($0.rule.name): \($0.message)")
      })
  }

  /// What a failed use of the store means to a caller.
  static func of(_ error: any Error) -> any Error {
    guard let error = error as? StorageError else { return error }
    return switch error.code {
    case .full:
      RPCError(
        .resourceExhausted, "The claim store has no room. Nothing was stored; make room and retry.",
        reason: "STORE_FULL", retryDelay: .seconds(5))
    case .overloaded:
      RPCError(
        .resourceExhausted, "Too many requests wait for the claim store. Retry later.",
        reason: "OVERLOADED", retryDelay: .milliseconds(500))
    case .duplicate, .brokenReference, .refused, .corrupt, .unavailable, .closed, .tooLarge,
      .misuse, .schema, .configuration:
      RPCError(
        .unavailable, "The claim store does not answer. Ask again with the same request_id.",
        reason: "STORE_UNAVAILABLE", retryDelay: .seconds(1))
    }
  }

  /// Runs `body` and turns what the store throws into what callers see.
  static func translating<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch {
      throw of(error)
    }
  }
}
