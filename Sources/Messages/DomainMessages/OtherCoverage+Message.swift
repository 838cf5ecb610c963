package import Domain
package import Messages

extension OtherCoverage {
  /// Reads coverage by another payer.
  package init(_ message: EligibilityV1.OtherCoverage) throws(MessageError) {
    self.init(
      payerID: try MessageCheck.identifier(message.payerID, "payer_id"),
      days: try DaySpan(message.days, "days"), isPrimary: message.isPrimary)
  }

  /// The coverage as a message.
  package var message: EligibilityV1.OtherCoverage {
    var message = EligibilityV1.OtherCoverage()
    message.payerID = payerID
    message.days = days.message
    message.isPrimary = isPrimary
    return message
  }
}

extension CoordinationMethod {
  /// Reads a method; what is not said is standard.
  package init(
    _ message: EligibilityV1.CoordinationMethod, _ field: String
  ) throws(MessageError) {
    switch message {
    case .unspecified, .standard: self = .standard
    case .nonDuplication: self = .nonDuplication
    case .medicaidLesser: self = .medicaidLesser
    default: throw MessageError(field, "is no method of coordination")
    }
  }

  /// The method as a message; standard is not said, so that answers stay short.
  package var message: EligibilityV1.CoordinationMethod {
    switch self {
    case .standard: .unspecified
    case .nonDuplication: .nonDuplication
    case .medicaidLesser: .medicaidLesser
    }
  }
}
