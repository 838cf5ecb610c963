/// Why a person must decide before a claim can go on.
///
/// What could not be found out is never paid and never denied by the software itself.
package enum PendReason: String, Sendable, Hashable, CaseIterable {
  case birthDateDiffers = "BIRTH_DATE_DIFFERS"
  case memberUncertain = "MEMBER_UNCERTAIN"
  case primaryCareUnknown = "PRIMARY_CARE_UNKNOWN"
  case benefitRowMissing = "BENEFIT_ROW_MISSING"
  case rateMissing = "RATE_MISSING"
  case emergencyOutOfNetwork = "EMERGENCY_OUT_OF_NETWORK"
  case emergencyUnconfirmed = "EMERGENCY_UNCONFIRMED"
  case emergencyExcludedProvider = "EMERGENCY_EXCLUDED_PROVIDER"
  case organizationDetermination = "ORGANIZATION_DETERMINATION"
  case otherPayer = "OTHER_PAYER"
  case encounter = "ENCOUNTER"
  case replacementOrVoid = "REPLACEMENT_OR_VOID"
  case manualPricing = "MANUAL_PRICING"
  case capitatedCostShare = "CAPITATED_COST_SHARE"
  /// Stands only on claims that waited before withholds were settled.
  case withhold = "WITHHOLD"
  case graceOutcomeUnknown = "GRACE_OUTCOME_UNKNOWN"
  case spanCrossesCoverage = "SPAN_CROSSES_COVERAGE"
  case severalDays = "SEVERAL_DAYS"
  case visitsUncertain = "VISITS_UNCERTAIN"
  case stepRefused = "STEP_REFUSED"
  case answerIncomplete = "ANSWER_INCOMPLETE"
  case possibleDuplicate = "POSSIBLE_DUPLICATE"
  case attachmentAwaited = "ATTACHMENT_AWAITED"
  case institutionalPricing = "INSTITUTIONAL_PRICING"

  /// What it means and what to do, in plain words.
  package var meaning: String {
    switch self {
    case .birthDateDiffers:
      "The member's number is known with another birth date. Correct the member or deny as not found."
    case .memberUncertain:
      "The number is unknown, but the name and birth date may be a member's. Identify the member."
    case .primaryCareUnknown:
      "The referral cannot be tested: no primary care provider is on record for the day. Assign one."
    case .benefitRowMissing:
      "The product has no benefit row for this procedure. Load one, then evaluate again."
    case .rateMissing:
      "The contract has no rate for this procedure and day. Load one, or deny the line."
    case .emergencyOutOfNetwork:
      "An emergency outside the network has no price on file. Load one, then evaluate again."
    case .emergencyUnconfirmed:
      "The provider marked an emergency that nothing else on the claim confirms. Review it."
    case .emergencyExcludedProvider:
      "An excluded provider gave emergency care. A person must decide."
    case .organizationDetermination:
      "The organization determination must be on record before an out-of-network denial."
    case .otherPayer:
      "The claim names another payer. Coordinate benefits, or deny it until that payer's decision is sent."
    case .encounter:
      "The claim reports an encounter, but its contract would pay for it. Check the contract."
    case .replacementOrVoid:
      "The claim replaces one that is not known, or was paid long ago. Deny it to let that one stand."
    case .manualPricing:
      "A modifier or unit changes the price in a way that a person must decide."
    case .capitatedCostShare:
      "A capitated or salaried service has a deductible or coinsurance. Check the benefit row."
    case .withhold:
      "The contract withholds a share of the payment, which is settled now. Evaluate again."
    case .spanCrossesCoverage:
      "The line begins in one span of coverage, grace or hospice and ends outside it. Ask for a line a span."
    case .graceOutcomeUnknown:
      "A grace period is over, and whether the premium was paid is not known. Load it, then evaluate again."
    case .severalDays:
      "The line covers several days, each of which an authorization or a referral counts. Ask for a line a day."
    case .visitsUncertain:
      "The line covers several days of a category whose visits are limited. Proceed if it was one visit, "
        + "or deny it, so that each day is billed by itself."
    case .stepRefused:
      "A service refused this claim for a reason that needs a person. See the trace."
    case .answerIncomplete:
      "A service answered without a line of this claim. Evaluate again; if it stays, report it."
    case .possibleDuplicate:
      "The line resembles an earlier one of this member, day and procedure. Proceed, or deny it as such."
    case .attachmentAwaited:
      "The claim promised a paper that has not arrived. It goes on when it does, or is denied when due."
    case .institutionalPricing:
      "An institution's claim says too little to be priced, or its contract does. Price or deny it."
    }
  }

  /// The reasons with which what is pended for this may be denied.
  ///
  /// None where nobody found out anything about the claim itself: a refused step, an incomplete
  /// answer, a contract or benefit row that must be put right.
  package var denials: [Reason] {
    switch self {
    case .birthDateDiffers, .memberUncertain: [.memberNotFound]
    case .primaryCareUnknown: [.referralMissing]
    case .benefitRowMissing: [.notBenefit, .notBenefitProvider]
    case .rateMissing, .manualPricing: [.rateMissing]
    case .institutionalPricing: [.rateMissing, .authorizationMissing]
    case .emergencyOutOfNetwork, .organizationDetermination: [.outOfNetwork]
    case .emergencyUnconfirmed: [.referralMissing, .authorizationMissing, .outOfNetwork]
    case .emergencyExcludedProvider: [.renderingExcluded, .billingExcluded]
    case .spanCrossesCoverage: [.coverageSplit]
    case .severalDays: [.daysNotSplit, .authorizationMissing, .referralMissing]
    case .visitsUncertain: [.daysNotSplit]
    case .otherPayer: [.otherPayerFirst, .late]
    case .possibleDuplicate: [.duplicate]
    case .attachmentAwaited: [.attachmentMissing]
    case .replacementOrVoid: [.replacementNotTaken]
    case .encounter, .capitatedCostShare, .withhold, .graceOutcomeUnknown, .stepRefused,
      .answerIncomplete:
      []
    }
  }

  /// Whether a person may let the claim go on as if this did not stand.
  ///
  /// Only where the person's own judgement settles the question: two services that look alike, an
  /// emergency that nothing shows, which then counts as none, and several days that were one visit.
  /// Everything else needs a fact.
  package var mayBeOverruled: Bool {
    switch self {
    case .possibleDuplicate, .emergencyUnconfirmed, .visitsUncertain: true
    case .birthDateDiffers, .memberUncertain, .primaryCareUnknown, .benefitRowMissing,
      .rateMissing, .emergencyOutOfNetwork, .emergencyExcludedProvider,
      .organizationDetermination, .otherPayer, .encounter, .replacementOrVoid, .manualPricing,
      .capitatedCostShare, .withhold, .graceOutcomeUnknown, .spanCrossesCoverage, .severalDays,
      .stepRefused,
      .answerIncomplete, .attachmentAwaited, .institutionalPricing:
      false
    }
  }
}
