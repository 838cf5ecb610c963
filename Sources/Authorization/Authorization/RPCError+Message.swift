import DomainMessages
import RPC

extension RPCError {
  /// Says which field of a request is missing or wrong.
  init(_ error: MessageError) {
    self.init(
      .invalidArgument, error.description, reason: "FIELD_INVALID",
      fieldViolations: [FieldViolation(field: error.field, description: error.problem)])
  }

  /// Says that a record cannot be replaced, because what is in use would lose its place.
  init(inUse error: MessageError) {
    self.init(
      .failedPrecondition, error.description, reason: "IN_USE",
      fieldViolations: [FieldViolation(field: error.field, description: error.problem)])
  }
}
