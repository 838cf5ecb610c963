import AuthorizationRules
import Domain
import DomainMessages
import Messages

/// A referral with who wrote it.
struct IssuedReferral: Hashable, Sendable {
  let issuingNPI: String
  let record: ReferralOnFile
}

extension AuthorizationOnFile {
  /// Reads a record that is to be loaded; nothing of it is used or reserved yet.
  init(_ message: AuthorizationV1.Authorization) throws(MessageError) {
    guard !message.lines.isEmpty else { throw MessageError("lines", "is empty") }
    let lines = try MessageCheck.list(
      message.lines, "lines", countMax: MessageCheck.linesMax, ApprovedLine.init)
    guard Set(lines.map(\.lineNumber)).count == lines.count else {
      throw MessageError("lines", "has two entries with one line number")
    }
    self.init(
      number: try MessageCheck.identifier(message.authorizationNumber, "authorization_number"),
      memberID: try MessageCheck.identifier(message.memberID, "member_id"),
      providerNPI: try MessageCheck.optionalNPI(message.providerNPI, "provider_npi"),
      state: try State(message.state), lines: lines.sorted { $0.lineNumber < $1.lineNumber })
    review = try Review(message)
    guard review == nil || state == .denied else {
      throw MessageError("decision", "is on a request that is not denied")
    }
  }
}

extension AuthorizationOnFile.Review {
  /// Reads a physician's decision; nothing when the request has none.
  fileprivate init?(_ message: AuthorizationV1.Authorization) throws(MessageError) {
    guard let decision = try AuthorizationOnFile.MedicalDecision(message.decision) else {
      guard message.decidedBy.isEmpty, message.decidedOn == nil else {
        throw MessageError("decision", "is missing, though it says by whom or when")
      }
      return nil
    }
    self.init(
      decision: decision,
      decidedBy: try MessageCheck.identifier(message.decidedBy, "decided_by"),
      decidedOn: try Day(message.decidedOn, "decided_on"))
  }
}

extension AuthorizationOnFile.MedicalDecision {
  fileprivate init?(_ message: AuthorizationV1.MedicalDecision) throws(MessageError) {
    switch message {
    case .unspecified: return nil
    case .notNecessary: self = .notNecessary
    case .tooMany: self = .tooMany
    case .experimental: self = .experimental
    case .wrongSetting: self = .wrongSetting
    default: throw MessageError("decision", "is not known")
    }
  }
}

extension AuthorizationOnFile.State {
  fileprivate init(_ message: AuthorizationV1.AuthorizationState) throws(MessageError) {
    switch message {
    case .inReview: self = .inReview
    case .approved: self = .approved
    case .denied: self = .denied
    case .voided: self = .voided
    default: throw MessageError("state", "is missing or not known")
    }
  }
}

extension ApprovedLine {
  fileprivate init(_ message: AuthorizationV1.AuthorizationLine) throws(MessageError) {
    self.init(
      lineNumber: try MessageCheck.lineNumber(message.lineNumber),
      procedure: try MessageCheck.identifier(message.procedure, "procedure"),
      approved: try Quantity(message.approved, "approved"),
      days: try DaySpan(message.days, "days"))
  }
}

extension IssuedReferral {
  /// The most visits that a referral grants.
  private static let visitsMax: Int32 = 9_999

  /// Reads a record that is to be loaded; none of its visits is used or reserved yet.
  init(_ message: AuthorizationV1.Referral) throws(MessageError) {
    guard (0...IssuedReferral.visitsMax).contains(message.visits) else {
      throw MessageError("visits", "is not 0 to \(IssuedReferral.visitsMax)")
    }
    guard !(message.targetNPI.isEmpty && message.targetSpecialty.isEmpty) else {
      throw MessageError("target_npi", "and target_specialty are both missing")
    }
    issuingNPI = try MessageCheck.npi(message.issuingNPI, "issuing_npi")
    record = ReferralOnFile(
      number: try MessageCheck.identifier(message.referralNumber, "referral_number"),
      memberID: try MessageCheck.identifier(message.memberID, "member_id"),
      isIssuerEligible: message.isIssuerEligible,
      targetNPI: try MessageCheck.optionalNPI(message.targetNPI, "target_npi"),
      targetSpecialty: try MessageCheck.optionalIdentifier(
        message.targetSpecialty, "target_specialty"),
      visitsGranted: Int(message.visits), days: try DaySpan(message.days, "days"))
  }
}
