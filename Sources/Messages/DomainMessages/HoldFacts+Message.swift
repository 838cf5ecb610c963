package import Domain
package import Messages
import Protobuf

extension HoldFacts {
  /// Reads what authorization answered; its trace stays in the message.
  package init(_ message: AuthorizationV1.HoldAnswer) throws(MessageError) {
    self.init(
      lines: try MessageCheck.list(message.lines, "lines", Line.init))
  }

  /// The facts as a message.
  package var message: AuthorizationV1.HoldAnswer {
    .with {
      $0.lines = lines.map(\.message)
      $0.trace = trace.map(\.encoded)
    }
  }
}

extension HoldFacts.Line {
  /// Reads what was matched and reserved for one line.
  package init(_ message: AuthorizationV1.HoldAnswerLine) throws(MessageError) {
    guard message.lineNumber >= 0 else { throw MessageError("line_number", "is negative") }
    guard message.authorizationLine >= 0 else {
      throw MessageError("authorization_line", "is negative")
    }
    self.init(
      lineNumber: Int(message.lineNumber),
      authorization: try HoldFacts.AuthorizationOutcome(message.authorization),
      authorizationNumber: message.authorizationNumber,
      authorizationLine: Int(message.authorizationLine),
      held: message.held == nil ? .zero : try Quantity(message.held, "held"),
      referral: try HoldFacts.ReferralOutcome(message.referral),
      referralNumber: message.referralNumber)
  }

  /// The line as a message.
  package var message: AuthorizationV1.HoldAnswerLine {
    .with {
      $0.lineNumber = Int32(clamping: lineNumber)
      $0.authorization = authorization.message
      $0.authorizationNumber = authorizationNumber
      $0.held = held.message
      $0.referral = referral.message
      $0.referralNumber = referralNumber
      $0.authorizationLine = Int32(clamping: authorizationLine)
    }
  }
}

extension HoldFacts.AuthorizationOutcome {
  fileprivate init(_ message: AuthorizationV1.AuthorizationOutcome) throws(MessageError) {
    guard let outcome = Self.allCases.first(where: { $0.message == message }) else {
      throw MessageError("authorization", "is not an outcome that is known")
    }
    self = outcome
  }

  fileprivate var message: AuthorizationV1.AuthorizationOutcome {
    switch self {
    case .notNeeded: .unspecified
    case .held: .held
    case .none: .none
    case .otherMember: .otherMember
    case .denied: .denied
    case .otherProvider: .otherProvider
    case .otherService: .otherService
    case .afterEnd: .afterEnd
    case .beforeStart: .beforeStart
    case .noUnits: .noUnits
    case .notNecessary: .notNecessary
    case .tooMany: .tooMany
    case .experimental: .experimental
    case .wrongSetting: .wrongSetting
    }
  }
}

extension HoldFacts.ReferralOutcome {
  fileprivate init(_ message: AuthorizationV1.ReferralOutcome) throws(MessageError) {
    guard let outcome = Self.allCases.first(where: { $0.message == message }) else {
      throw MessageError("referral", "is not an outcome that is known")
    }
    self = outcome
  }

  fileprivate var message: AuthorizationV1.ReferralOutcome {
    switch self {
    case .notNeeded: .unspecified
    case .held: .held
    case .none: .none
    case .expired: .expired
    case .noVisits: .noVisits
    case .issuerNotEligible: .issuerNotEligible
    case .uncertain: .uncertain
    }
  }
}
