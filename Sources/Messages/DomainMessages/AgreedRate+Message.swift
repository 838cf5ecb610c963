package import Domain
package import Messages

extension AgreedRate {
  /// Reads the rate of a letter of agreement.
  package init(_ message: NetworkV1.AgreedRate) throws(MessageError) {
    self.init(
      authorizationNumber: try MessageCheck.identifier(
        message.authorizationNumber, "authorization_number"),
      amount: try Money(notNegative: message.amount, "amount"),
      sequestrationClause: try ContractFacts.SequestrationClause(
        message.sequestrationClause, "sequestration_clause"))
  }

  /// The rate as a message.
  package var message: NetworkV1.AgreedRate {
    var message = NetworkV1.AgreedRate()
    message.authorizationNumber = authorizationNumber
    message.amount = amount.message
    message.sequestrationClause = sequestrationClause.message
    return message
  }
}

extension ReductionKind {
  /// Reads a kind, or nothing when none is said.
  package static func optional(
    _ message: NetworkV1.ReductionKind, _ field: String
  ) throws(MessageError) -> ReductionKind? {
    switch message {
    case .unspecified: return nil
    case .endoscopy: return .endoscopy
    case .imaging: return .imaging
    case .therapy: return .therapy
    case .cardiovascular: return .cardiovascular
    case .ophthalmology: return .ophthalmology
    default: throw MessageError(field, "is no kind of reduction")
    }
  }

  /// The kind as a message.
  package var message: NetworkV1.ReductionKind {
    switch self {
    case .endoscopy: .endoscopy
    case .imaging: .imaging
    case .therapy: .therapy
    case .cardiovascular: .cardiovascular
    case .ophthalmology: .ophthalmology
    }
  }
}
