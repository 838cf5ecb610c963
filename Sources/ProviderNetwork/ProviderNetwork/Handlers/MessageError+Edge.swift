import DomainMessages
import Messages
import RPC

extension RPCError {
  /// Says which field of a request is missing or wrong.
  init(_ error: MessageError) {
    self.init(
      .invalidArgument, error.description, reason: "FIELD_INVALID",
      fieldViolations: [FieldViolation(field: error.field, description: error.problem)])
  }
}

extension TypeV1.ItemRefusal {
  /// Refuses one item of a batch, with the field that is missing or wrong.
  init(_ error: MessageError) {
    self.init()
    code = Int32(clamping: RPCStatusCode.invalidArgument.rawValue)
    reason = "FIELD_INVALID"
    message = error.description
  }
}
