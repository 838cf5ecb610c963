package import Domain
package import Messages

extension CoverageFacts.Match {
  /// Reads how a person was matched; it must be said.
  package init(_ message: EligibilityV1.MemberMatch, _ field: String) throws(MessageError) {
    switch message {
    case .matched: self = .matched
    case .notFound: self = .notFound
    case .nameMismatch: self = .nameMismatch
    case .birthDateDiffers: self = .birthDateDiffers
    case .possible: self = .possible
    default: throw MessageError(field, "is no member match")
    }
  }

  /// How the person was matched, as a message.
  package var message: EligibilityV1.MemberMatch {
    switch self {
    case .matched: .matched
    case .notFound: .notFound
    case .nameMismatch: .nameMismatch
    case .birthDateDiffers: .birthDateDiffers
    case .possible: .possible
    }
  }
}

extension CoverageFacts.Line.Status {
  /// Reads whether a day is covered; unspecified means that it was not looked at.
  package init(_ message: EligibilityV1.CoverageStatus, _ field: String) throws(MessageError) {
    switch message {
    case .unspecified: self = .notEvaluated
    case .covered: self = .covered
    case .beforeFirstDay: self = .beforeFirstDay
    case .afterLastDay: self = .afterLastDay
    case .lapsed: self = .lapsed
    default: throw MessageError(field, "is no coverage status")
    }
  }

  /// Whether the day is covered, as a message.
  package var message: EligibilityV1.CoverageStatus {
    switch self {
    case .notEvaluated: .unspecified
    case .covered: .covered
    case .beforeFirstDay: .beforeFirstDay
    case .afterLastDay: .afterLastDay
    case .lapsed: .lapsed
    }
  }
}

extension GracePhase {
  /// Reads what an unpaid premium means; unspecified means nothing.
  package static func reading(
    _ message: EligibilityV1.GracePhase, _ field: String
  ) throws(MessageError) -> GracePhase? {
    switch message {
    case .unspecified: nil
    case .firstMonth: .firstMonth
    case .laterMonth: .laterMonth
    case .smallGroup: .smallGroup
    case .outcomeUnknown: .outcomeUnknown
    case .ended: .ended
    default: throw MessageError(field, "is no phase of a grace period")
    }
  }

  /// What it means, as a message.
  package var message: EligibilityV1.GracePhase {
    switch self {
    case .firstMonth: .firstMonth
    case .laterMonth: .laterMonth
    case .smallGroup: .smallGroup
    case .outcomeUnknown: .outcomeUnknown
    case .ended: .ended
    }
  }
}
