package import Domain

/// The names of the rules of this module; `docs/rules/authorization.md` states each.
extension RuleName {
  /// Which authorization is looked at.
  package static let authorizationChosen = RuleName("AUTH-MATCH-1")
  /// The number belongs to another member.
  package static let authorizationMember = RuleName("AUTH-MATCH-2")
  /// The request was denied.
  package static let authorizationDenied = RuleName("AUTH-MATCH-3")
  /// It was issued to another provider.
  package static let authorizationProvider = RuleName("AUTH-MATCH-4")
  /// It covers another service.
  package static let authorizationService = RuleName("AUTH-MATCH-5")
  /// The day is after its last day.
  package static let authorizationEnded = RuleName("AUTH-MATCH-6")
  /// The day is before its first day.
  package static let authorizationNotBegun = RuleName("AUTH-MATCH-7")
  /// No unit is left.
  package static let authorizationUnitsUsed = RuleName("AUTH-MATCH-8")
  /// None is on file.
  package static let authorizationMissing = RuleName("AUTH-MATCH-9")
  /// A physician denied the request on a medical ground.
  package static let medicalDecision = RuleName("AUTH-DECISION-1")
  /// How many units are held.
  package static let unitsHeld = RuleName("AUTH-UNITS-1")
  /// A line that is only checked reserves nothing.
  package static let unitsChecked = RuleName("AUTH-UNITS-2")
  /// No referral is on file.
  package static let referralMissing = RuleName("REF-MATCH-1")
  /// The referral ended before the day.
  package static let referralExpired = RuleName("REF-MATCH-2")
  /// The visits are used up.
  package static let referralVisitsUsed = RuleName("REF-MATCH-3")
  /// The issuer was not the primary care provider of record.
  package static let referralIssuer = RuleName("REF-MATCH-4")
  /// It cannot be told, because the primary care provider is not known.
  package static let referralUncertain = RuleName("REF-MATCH-5")
  /// What counts as a visit.
  package static let visitCounted = RuleName("REF-VISIT-1")
  /// What a hold reserves.
  package static let holdReserves = RuleName("HOLD-1", version: 2)
  /// What a settlement takes.
  package static let holdSettles = RuleName("HOLD-2")
  /// What a release gives back, and what it leaves for a hold that comes late.
  package static let holdReleases = RuleName("HOLD-3")
  /// Who ends a hold.
  package static let holdLasts = RuleName("HOLD-4")
  /// What a return gives back after a reversal.
  package static let holdReturns = RuleName("HOLD-5")
}
