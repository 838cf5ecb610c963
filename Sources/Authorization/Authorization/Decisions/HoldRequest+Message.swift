import AuthorizationRules
import Domain
import DomainMessages
import Messages

extension HoldRequest {
  /// Reads what a claim asks; line numbers are unique.
  init(_ message: AuthorizationV1.Hold) throws(MessageError) {
    let memberID = try MessageCheck.identifier(message.memberID, "member_id")
    guard !message.lines.isEmpty else { throw MessageError("lines", "is empty") }
    let lines = try MessageCheck.list(
      message.lines, "lines", countMax: MessageCheck.linesMax, Line.init)
    guard Set(lines.map(\.lineNumber)).count == lines.count else {
      throw MessageError("lines", "has two entries with one line number")
    }
    self.init(memberID: memberID, lines: lines)
  }
}

extension HoldRequest.Line {
  fileprivate init(_ message: AuthorizationV1.HoldLine) throws(MessageError) {
    self.init(
      lineNumber: try MessageCheck.partNumber(message.lineNumber),
      procedure: try MessageCheck.identifier(message.procedure, "procedure"),
      quantity: try Quantity(message.quantity, "quantity"), day: try Day(message.day, "day"),
      renderingNPI: try MessageCheck.npi(message.renderingNPI, "rendering_npi"),
      billingNPI: try MessageCheck.npi(message.billingNPI, "billing_npi"))
    specialty = try MessageCheck.optionalIdentifier(message.specialty, "specialty")
    authorizationNumber = try MessageCheck.optionalIdentifier(
      message.authorizationNumber, "authorization_number")
    referralNumber = try MessageCheck.optionalIdentifier(message.referralNumber, "referral_number")
    isAuthorizationRequired = message.isAuthorizationRequired
    isAuthorizationOptional = message.isAuthorizationOptional
    isReferralRequired = message.isReferralRequired
    isCheckedOnly = message.isCheckedOnly
    primaryCareNPI = try MessageCheck.optionalNPI(message.primaryCareNPI, "primary_care_npi")
    guard !looksForAuthorization || quantity > .zero else {
      throw MessageError("quantity", "is zero")
    }
  }
}
