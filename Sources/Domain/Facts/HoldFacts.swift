/// What authorization matched and reserved for a claim.
package struct HoldFacts: Hashable, Sendable {
  /// One answer a line that needed an authorization or a referral.
  package var lines: [Line]
  /// How it was found.
  package var trace: [TraceStep]

  /// Makes the facts.
  package init(lines: [Line] = [], trace: [TraceStep] = []) {
    self.lines = lines
    self.trace = trace
  }

  /// What was found for an authorization.
  package enum AuthorizationOutcome: String, Sendable, Hashable, CaseIterable {
    case notNeeded = "not_needed"
    /// Units are reserved, all that were asked or those that were left.
    case held
    /// None on file.
    case none
    case otherMember = "other_member"
    /// The request was denied.
    case denied
    case otherProvider = "other_provider"
    case otherService = "other_service"
    case afterEnd = "after_end"
    case beforeStart = "before_start"
    case noUnits = "no_units"
    /// A physician decided that the service is not necessary.
    case notNecessary = "not_necessary"
    /// A physician decided that it is done more often than is necessary.
    case tooMany = "too_many"
    /// A physician decided that it is experimental.
    case experimental
    /// A physician decided that it does not need the setting.
    case wrongSetting = "wrong_setting"
  }

  /// What was found for a referral.
  package enum ReferralOutcome: String, Sendable, Hashable, CaseIterable {
    case notNeeded = "not_needed"
    /// A visit is reserved, or the visit is already counted.
    case held
    /// None on file for this provider or specialty.
    case none
    case expired
    case noVisits = "no_visits"
    /// The issuer was not the primary care provider of record.
    case issuerNotEligible = "issuer_not_eligible"
    /// It cannot be told, because the primary care provider is not known.
    case uncertain
  }

  /// What was matched and reserved for one line.
  package struct Line: Hashable, Sendable {
    /// The line's number in the claim.
    package var lineNumber: Int
    /// What was found for the authorization.
    package var authorization: AuthorizationOutcome
    /// The authorization that was matched; empty when none.
    package var authorizationNumber: String
    /// The line of the authorization that was matched; 0 when none.
    package var authorizationLine: Int
    /// How many units are reserved.
    package var held: Quantity
    /// What was found for the referral.
    package var referral: ReferralOutcome
    /// The referral that was matched; empty when none.
    package var referralNumber: String

    /// Makes the facts of a line.
    package init(
      lineNumber: Int, authorization: AuthorizationOutcome = .notNeeded,
      authorizationNumber: String = "", authorizationLine: Int = 0, held: Quantity = .zero,
      referral: ReferralOutcome = .notNeeded, referralNumber: String = ""
    ) {
      self.lineNumber = lineNumber
      self.authorization = authorization
      self.authorizationNumber = authorizationNumber
      self.authorizationLine = authorizationLine
      self.held = held
      self.referral = referral
      self.referralNumber = referralNumber
    }
  }
}
