/// The table from reasons to codes and words (rules `OUT-1` and `OUT-2`).
package enum ReasonTable {
  /// The row of `reason`; every reason has one, which a test holds.
  package static func row(for reason: Reason) -> ReasonRow? {
    byReason[reason]
  }

  /// `reasons` without repetition, the one that decides first.
  package static func ordered(_ reasons: some Sequence<Reason>) -> [Reason] {
    Set(reasons).compactMap { byReason[$0] }.sorted { $0.precedence < $1.precedence }
      .map(\.reason)
  }

  /// Every row.
  package static let rows: [ReasonRow] = [
    ReasonRow(
      .duplicate, 10, 1, .other, "18", rule: "DUP-1",
      meaning: "The same service was already billed by this provider for this member and day.",
      remedy: "Send a replacement (frequency 7) or an appeal instead of the same line again."),
    ReasonRow(
      .memberNotFound, 20, 1, .patient, "31", remarks: [], rule: "ELIG-MATCH-4",
      meaning: "No member of this plan has this number, name and birth date.",
      remedy: "Check the member's number and birth date and send the claim again."),
    ReasonRow(
      .nameMismatch, 20, 2, .patient, "140", rule: "ELIG-MATCH-1",
      meaning: "The member's number and the family name do not belong together.",
      remedy: "Check the member's number and name and send the claim again."),
    ReasonRow(
      .beforeCoverage, 20, 3, .patient, "26", rule: "ELIG-SPAN-1",
      meaning: "The day of service is before the member's first day of coverage.",
      remedy: "Coverage that begins on or before the day of service would change it."),
    ReasonRow(
      .afterCoverage, 20, 4, .patient, "27", rule: "ELIG-SPAN-1",
      meaning: "The day of service is after the member's last day of coverage.",
      remedy: "Coverage that reaches the day of service would change it."),
    ReasonRow(
      .coverageLapsed, 20, 5, .patient, "200", rule: "ELIG-SPAN-1",
      meaning: "The day of service lies between two spans of coverage.",
      remedy: "Coverage on the day of service would change it."),
    ReasonRow(
      .afterDeath, 20, 6, .contractual, "13", rule: "SCREEN-DEATH",
      meaning: "The day of service is after the day on which the member died.",
      remedy: "Correct the day of service, or have the member's record corrected."),
    ReasonRow(
      .coverageSplit, 20, 7, .contractual, "239", remarks: ["N61"], rule: "SCREEN-COVERAGE",
      meaning: "The line begins in one span of coverage, grace or hospice and ends outside it.",
      remedy: "Send a line for each span of coverage."),
    ReasonRow(
      .premiumUnpaid, 20, 8, .other, "257", remarks: ["N617"], rule: "SCREEN-GRACE",
      meaning:
        "A premium is unpaid, and the day lies in the second or third month of the grace period.",
      remedy: ReasonTable.premiumRemedy),
    ReasonRow(
      .premiumUnpaidSmallGroup, 20, 9, .other, "277", rule: "SCREEN-GRACE",
      meaning: "The group's premium is unpaid, and the day lies in its grace period.",
      remedy: ReasonTable.premiumRemedy),
    ReasonRow(
      .hospice, 30, 0, .contractual, "B9", rule: "SCREEN-HOSPICE",
      meaning:
        "The member had elected hospice on the day of service, so that Medicare itself pays.",
      remedy: "Send the claim to Medicare; an end of the election before the day would change it."),
    ReasonRow(
      .otherPayerFirst, 30, 1, .contractual, "22", remarks: ["MA04"], uncontracted: .other,
      rule: "COB-1",
      meaning: "Another payer pays first, and what that payer decided is not on the claim.",
      remedy: "Send a replacement (frequency 7) with the other payer's decision."),
    ReasonRow(
      .otherPayerUnclear, 30, 2, .contractual, "22", remarks: ["N4"], uncontracted: .other,
      rule: "COB-2",
      meaning: "What another payer decided is on the claim in part, or contradicts its charges.",
      remedy: "Send a replacement (frequency 7) with the other payer's whole decision."),
    ReasonRow(
      .late, 40, 1, .contractual, "29", rule: "LATE-1",
      meaning: "The claim arrived after the time that the contract or the plan allows for it.",
      remedy: "Only proof that the claim arrived in time would change it."),
    ReasonRow(
      .billingExcluded, 50, 1, .contractual, "299", rule: "NET-EXCL-1",
      meaning: "The billing provider is excluded from federal programs on the day of service.",
      remedy: "Only an end of the exclusion before the day of service would change it."),
    ReasonRow(
      .renderingExcluded, 50, 2, .contractual, "185", rule: "NET-EXCL-1",
      meaning: "The rendering provider is excluded from federal programs on the day of service.",
      remedy: "Only an end of the exclusion before the day of service would change it."),
    ReasonRow(
      .contractEnded, 60, 1, .contractual, "B7", rule: "NET-CONTRACT-2",
      meaning: "The provider's contract ended before the day of service.",
      remedy: "A contract in force on the day of service would change it."),
    ReasonRow(
      .notCredentialed, 60, 2, .contractual, "B7", remarks: ["N570"], rule: "NET-ROSTER-2",
      meaning: "The rendering provider was not credentialed on the day of service.",
      remedy: "Credentials that reach the day of service would change it."),
    ReasonRow(
      .notOnRoster, 60, 3, .contractual, "185", remarks: ["N198"], rule: "NET-ROSTER-1",
      meaning: "The rendering provider was not on the contract's roster on the day of service.",
      remedy: "A roster entry for the day of service would change it."),
    ReasonRow(
      .rateMissing, 60, 4, .contractual, "147", rule: "NET-FEE-2",
      meaning: "The contract has no rate for this procedure on the day of service.",
      remedy: "A contracted rate for the day of service would change it."),
    ReasonRow(
      .billingTaxNumberUnknown, 70, 1, .contractual, "16", remarks: ["N516"], rule: "NET-TIN-1",
      meaning: "The billing provider is known and does not bill under this tax number.",
      remedy: "Correct the NPI or the tax number, or have the tax number added to the provider."),
    ReasonRow(
      .replacementNotTaken, 70, 2, .contractual, "16", remarks: ["N152"], rule: "SCREEN-SCOPE",
      meaning: "The replacement was not taken; the original stands as it was decided.",
      remedy: "Send a replacement of the original whose change can be followed."),
    ReasonRow(
      .planYearCrossed, 70, 3, .contractual, "16", remarks: ["M59"], rule: "SCREEN-YEAR",
      meaning: "The line begins in one plan year and ends in another.",
      remedy: "Send a line for each plan year."),
    ReasonRow(
      .billTypeNotValid, 70, 4, .contractual, "16", remarks: ["MA30"], rule: "CODE-BILL-TYPE",
      meaning: "The type of bill is not in use on the day of service.",
      remedy: "Correct the type of bill and send the claim again."),
    ReasonRow(
      .placeNotValid, 70, 5, .contractual, "16", remarks: ["M77"], rule: "CODE-PLACE",
      meaning: "The place of service is not in use on the day of service.",
      remedy: "Correct the place of service and send the claim again."),
    ReasonRow(
      .revenueCodeNotValid, 70, 6, .contractual, "16", remarks: ["M50"], rule: "CODE-REVENUE",
      meaning: "The revenue code is not in use on the day of service.",
      remedy: "Correct the revenue code and send the claim again."),
    ReasonRow(
      .inpatientProcedureNotValid, 70, 7, .contractual, "16", remarks: ["MA66"],
      rule: "CODE-INPATIENT",
      meaning: "An inpatient procedure code is not in use on the day of service.",
      remedy: "Correct the inpatient procedure code and send the claim again."),
    ReasonRow(
      .procedureNotValid, 70, 8, .contractual, "181", rule: "CODE-PROCEDURE",
      meaning: "The procedure code is not in use on the day of service.",
      remedy: "Bill with a procedure code that is in use on the day of service."),
    ReasonRow(
      .modifierNotValid, 70, 9, .contractual, "182", rule: "CODE-MODIFIER",
      meaning: "A modifier is not in use on the day of service.",
      remedy: "Bill with a modifier that is in use on the day of service."),
    ReasonRow(
      .diagnosisNotValid, 70, 10, .contractual, "146", rule: "CODE-DIAGNOSIS",
      meaning: "A diagnosis that the line treats is not in use on the day of service.",
      remedy: "Bill with a diagnosis code that is in use on the day of service."),
    ReasonRow(
      .modifierDoesNotFit, 70, 11, .contractual, "4", rule: "CODE-MODIFIER-FIT",
      meaning: "A modifier may not stand with this procedure on the day of service.",
      remedy: "Bill the procedure with modifiers that may stand with it."),
    ReasonRow(
      .placeDoesNotFit, 70, 12, .contractual, "5", rule: "CODE-PLACE-FIT",
      meaning: "The procedure is not done at this place of service on the day of service.",
      remedy: "Correct the place of service or the procedure and send the claim again."),
    ReasonRow(
      .revenueCodeDoesNotFit, 70, 13, .contractual, "199", rule: "CODE-REVENUE-FIT",
      meaning: "The revenue code may not stand with this procedure on the day of service.",
      remedy: "Correct the revenue code or the procedure and send the claim again."),
    ReasonRow(
      .daysNotSplit, 70, 14, .contractual, "16", remarks: ["N63"], rule: "SCREEN-LIMIT",
      meaning: "The line covers several days, each of which is counted by itself.",
      remedy: "Send a line for each day of service."),
    ReasonRow(
      .notBenefit, 80, 1, .patient, "204", rule: "BEN-2",
      meaning: "The member's plan does not cover this service.",
      remedy: "Only a plan that covers the service would change it."),
    ReasonRow(
      .notBenefitProvider, 80, 2, .contractual, "96", remarks: ["N130"], rule: "BEN-2",
      meaning: "The plan does not cover this service and the provider bears it.",
      remedy: "Only a plan that covers the service would change it."),
    ReasonRow(
      .limitReached, 80, 3, .patient, "119", rule: "LIMIT-1",
      meaning: "What the plan covers of this kind of service in a plan year is used up.",
      remedy: "Only services of another plan year, or a higher limit, would change it."),
    ReasonRow(
      .limitReachedProvider, 80, 4, .contractual, "222", rule: "LIMIT-1",
      meaning: "The limit in a plan year is used up, and the provider bears what is over it.",
      remedy: "Only services of another plan year, or a higher limit, would change it."),
    ReasonRow(
      .outOfNetwork, 90, 1, .patient, "242", remarks: ["N130"], rule: "NET-OON-1",
      meaning: "The provider has no contract with this plan and no exception was approved.",
      remedy: "A provider of the network, or an approved exception, would change it."),
    ReasonRow(
      .referralMissing, 100, 1, .contractual, "288", rule: "REF-MATCH-1",
      meaning: "No referral covers this specialist for this member.",
      remedy: "A referral by the primary care provider of record, valid on the day of service."),
    ReasonRow(
      .referralExpired, 100, 2, .contractual, "288", remarks: ["N351"], rule: "REF-MATCH-2",
      meaning: "The referral had ended before the day of service.",
      remedy: "A referral that is valid on the day of service would change it."),
    ReasonRow(
      .referralIssuer, 100, 3, .contractual, "183", rule: "REF-MATCH-4",
      meaning: "The provider who referred was not the member's primary care provider of record.",
      remedy: "A referral by the primary care provider of record would change it."),
    ReasonRow(
      .referralVisitsUsed, 100, 4, .contractual, "287", rule: "REF-MATCH-3",
      meaning: "The visits of the referral are used up.",
      remedy: "A new referral, or more visits on this one, would change it."),
    ReasonRow(
      .authorizationOtherMember, 110, 1, .contractual, "197", remarks: ["M62"],
      rule: "AUTH-MATCH-2",
      meaning: "The authorization number belongs to another member.",
      remedy: "The number of this member's own authorization would change it."),
    ReasonRow(
      .authorizationMissing, 110, 2, .contractual, "197", rule: "AUTH-MATCH-9",
      meaning: "The service needs an authorization, and none is on file.",
      remedy: "An authorization approved for this member, provider, service and day."),
    ReasonRow(
      .authorizationDenied, 110, 3, .contractual, "39", rule: "AUTH-MATCH-3",
      meaning: "Authorization for the service was asked for and denied.",
      remedy: "An appeal that reverses the denial would change it."),
    ReasonRow(
      .authorizationOtherProvider, 110, 4, .contractual, "296", rule: "AUTH-MATCH-4",
      meaning: "The authorization was issued to another provider.",
      remedy: "An authorization for this provider would change it."),
    ReasonRow(
      .authorizationOtherService, 110, 5, .contractual, "284", rule: "AUTH-MATCH-5",
      meaning: "The authorization covers another service.",
      remedy: "An authorization for the billed service would change it."),
    ReasonRow(
      .authorizationEnded, 110, 6, .contractual, "302", rule: "AUTH-MATCH-6",
      meaning: "The day of service is after the authorization's last day.",
      remedy: "An authorization that reaches the day of service would change it."),
    ReasonRow(
      .authorizationNotBegun, 110, 7, .contractual, "197", remarks: ["N54"],
      rule: "AUTH-MATCH-7",
      meaning: "The day of service is before the authorization's first day.",
      remedy: "An authorization that begins on or before the day of service would change it."),
    ReasonRow(
      .authorizationUnitsUsed, 110, 8, .contractual, "198", rule: "AUTH-MATCH-8",
      meaning: "The authorized units are used up.",
      remedy: "More authorized units would change it."),
    ReasonRow(
      .notNecessary, 120, 1, .contractual, "50", rule: "AUTH-DECISION-1",
      meaning: "A physician reviewed the request and decided that the service is not necessary.",
      remedy: "An appeal that reverses the physician's decision would change it."),
    ReasonRow(
      .experimental, 120, 2, .contractual, "55", rule: "AUTH-DECISION-1",
      meaning: "A physician reviewed the request and decided that the service is experimental.",
      remedy: "An appeal that shows it to be proven would change it."),
    ReasonRow(
      .wrongSetting, 120, 3, .contractual, "58", rule: "AUTH-DECISION-1",
      meaning: "A physician reviewed the request and decided that it does not need the setting.",
      remedy: "The service in the setting that suffices, or an appeal, would change it."),
    ReasonRow(
      .tooMany, 120, 4, .contractual, "151", rule: "AUTH-DECISION-1",
      meaning: "A physician decided that the service is done more often than is necessary.",
      remedy: "An appeal that shows the need for so many would change it."),
    ReasonRow(
      .attachmentMissing, 120, 9, .contractual, "163", rule: "ATTACH-2",
      meaning: "A paper that the claim promised did not arrive in time.",
      remedy: "Send the paper and ask for the claim to be looked at again."),
    ReasonRow(
      .packaged, 130, 1, .contractual, "97", rule: "BUNDLE-1",
      meaning: "The service is included in another of the same claim and day, which is covered.",
      remedy: "Nothing, unless the service that includes it was not done."),
  ]

  private static let premiumRemedy = """
    Nothing needs to be sent. When the premium is paid the line is decided and paid; when the coverage \
    ends for want of it, the line is denied.
    """

  private static let byReason = Dictionary(
    rows.map { ($0.reason, $0) }, uniquingKeysWith: { first, _ in first })
}
