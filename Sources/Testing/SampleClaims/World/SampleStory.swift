/// What a sample claim tells, by the outcome that a person would expect.
package enum SampleStory: String, CaseIterable, Sendable {
  /// A visit to the member's own primary care provider, with a copay.
  case primaryCareVisit = "primary_care_visit"
  /// An approved image: part deductible, then coinsurance.
  case approvedImaging = "approved_imaging"
  /// A Medicare Advantage orthosis: deductible, coinsurance, then sequestration.
  case sequestration
  /// A specialist seen without a referral.
  case missingReferral = "missing_referral"
  /// A specialist seen with a referral.
  case referredVisit = "referred_visit"
  /// An image that needed an authorization and had none.
  case missingAuthorization = "missing_authorization"
  /// A visit after the member's coverage ended.
  case coverageEnded = "coverage_ended"
  /// A visit that was billed twice.
  case duplicate
  /// A person whom the plan does not know.
  case unknownMember = "unknown_member"
  /// A wellness visit, free for the member.
  case preventiveVisit = "preventive_visit"
  /// A visit to a physician whom the HMO employs.
  case staffVisit = "staff_visit"
  /// A visit to a capitated group, with a carved-out injection.
  case capitatedVisit = "capitated_visit"
  /// A visit outside the network at the start of the year, which is billed too late by the middle of
  /// it, whenever that is.
  case outOfNetwork = "out_of_network"
  /// Four units of therapy where two are authorized.
  case unitsCutBack = "units_cut_back"
  /// Spectacle frames, which are no benefit.
  case notBenefit = "not_benefit"
  /// A service for which the contract has no rate.
  case missingRate = "missing_rate"
  /// A service for which the product has no benefit row.
  case missingBenefitRow = "missing_benefit_row"
  /// A known number with another birth date.
  case birthDateDiffers = "birth_date_differs"
  /// Two lines: a visit and an injection.
  case visitAndInjection = "visit_and_injection"
  /// Two lines: a visit and an approved image.
  case visitAndImaging = "visit_and_imaging"
}
