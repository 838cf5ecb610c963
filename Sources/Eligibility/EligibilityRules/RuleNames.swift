package import Domain

/// The names of the rules by which a member and a day of service are answered.
///
/// Each is described in `docs/rules/eligibility.md` or `docs/rules/benefit.md`.
package enum EligibilityRuleName {
  /// Number and birth date name one person.
  package static let numberAndBirthDate = RuleName("ELIG-MATCH-1")
  /// The number is known with another birth date.
  package static let birthDateDiffers = RuleName("ELIG-MATCH-2")
  /// The number is unknown, but the rest points to someone.
  package static let possibleMember = RuleName("ELIG-MATCH-3")
  /// Nothing points to anybody.
  package static let memberNotFound = RuleName("ELIG-MATCH-4")
  /// Whether the day lies in a span of coverage.
  package static let coverageOnDay = RuleName("ELIG-SPAN-1")
  /// The product and plan year of the day.
  package static let planYearOnDay = RuleName("ELIG-SPAN-2")
  /// The primary care provider of record on the day.
  package static let primaryCareOnDay = RuleName("ELIG-PCP-1")
  /// The other payers that cover the member on the day.
  package static let otherCoverageOnDay = RuleName("ELIG-OTHER-1")
  /// Whether the day lies in a hospice election.
  package static let hospiceOnDay = RuleName("ELIG-HOSPICE-1", version: 2)
  /// What an unpaid premium means for the day.
  package static let graceOnDay = RuleName("ELIG-GRACE-1", version: 3)
  /// The benefit rows of a procedure.
  package static let benefitRows = RuleName("BEN-1")
  /// Whether a line is recognised as preventive.
  package static let preventiveService = RuleName("BEN-3")

  /// Every rule of this module.
  package static let all = [
    numberAndBirthDate, birthDateDiffers, possibleMember, memberNotFound, coverageOnDay,
    planYearOnDay, primaryCareOnDay, otherCoverageOnDay, hospiceOnDay, graceOnDay,
    benefitRows, preventiveService,
  ]
}
