import ClaimRules
import Domain
import RPC

/// The errors that callers of the gateway see.
enum GatewayErrors {
  /// No claim has that number, or it is none.
  static let noSuchClaim = RPCError(
    .notFound, "There is no claim with that number.", reason: "CLAIM_UNKNOWN")

  /// Nothing can be accepted before the clock is set.
  static let businessTimeNotSet = RPCError(
    .failedPrecondition, "The business clock is not set yet. Set it first.",
    reason: "BUSINESS_TIME_NOT_SET")

  /// The claim does not wait for a person, or not for this decision.
  static let notPended = RPCError(
    .failedPrecondition, "The claim does not wait for this decision any more.",
    reason: "NOT_PENDED")

  /// Another request was stored under the same key.
  static let keyReused = RPCError(
    .aborted, "Another request was made under this request_id. Use a new one.",
    reason: "KEY_REUSED")

  /// A service answered a call without saying anything.
  static let answerEmpty = RPCError(
    .internalError, "A service gave an empty answer.", reason: "ANSWER_EMPTY")

  /// A field of the request is wrong.
  static func invalid(_ field: String, _ description: String) -> RPCError {
    RPCError(
      .invalidArgument, "The request has a field that is wrong: \(field).",
      reason: "FIELD_INVALID",
      fieldViolations: [FieldViolation(field: field, description: description)])
  }

  /// How many faults of a claim an error names: more would not fit into the trailers of a call, which
  /// then carry none.
  static let faultsMax = 20

  /// A claim cannot be accepted.
  static func refused(_ faults: [IntakeFault]) -> RPCError {
    let more = faults.count > faultsMax ? " The first \(faultsMax) faults are named." : ""
    return RPCError(
      .invalidArgument, "The claim cannot be accepted; nothing of it is stored.\(more)",
      reason: "CLAIM_REFUSED",
      fieldViolations: faults.prefix(faultsMax).map {
        FieldViolation(field: "claim.\($0.field)", description: "\($0.rule.name): \($0.message)")
      })
  }
}
