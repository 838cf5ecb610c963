package import Domain

/// An invented professional claim: no more than an 837P needs.
package struct SampleClaim: Hashable, Sendable {
  /// The provider's number of the claim, CLM01.
  package var id: String
  /// Who bills.
  package var billing: SampleBillingProvider
  /// Who renders, when it is not the billing provider.
  package var rendering: SamplePractitioner?
  /// Who referred.
  package var referring: SamplePractitioner?
  /// The subscriber.
  package var member: SampleMember
  /// The patient when it is not the subscriber.
  package var dependent: SampleDependent?
  /// Two digits.
  package var placeOfService: String
  /// ICD-10-CM codes without the point, the principal one first.
  package var diagnoses: [String]
  /// The lines.
  package var lines: [SampleLine]
  /// The number of the prior authorization, REF*G1.
  package var authorizationNumber: String?
  /// The number of the referral, REF*9F.
  package var referralNumber: String?
  /// CLM05-3: `1` original, `7` replacement, `8` void.
  package var frequency: String
  /// The payer's number of the claim that is replaced or voided, REF*F8.
  package var originalClaimNumber: String?
  /// What CLM02 says when it shall differ from the sum of the lines.
  package var statedCharge: Money?

  /// Makes a claim.
  package init(
    id: String, billing: SampleBillingProvider, rendering: SamplePractitioner? = nil,
    referring: SamplePractitioner? = nil, member: SampleMember,
    dependent: SampleDependent? = nil, placeOfService: String, diagnoses: [String],
    lines: [SampleLine], authorizationNumber: String? = nil, referralNumber: String? = nil,
    frequency: String = "1", originalClaimNumber: String? = nil, statedCharge: Money? = nil
  ) {
    self.id = id
    self.billing = billing
    self.rendering = rendering
    self.referring = referring
    self.member = member
    self.dependent = dependent
    self.placeOfService = placeOfService
    self.diagnoses = diagnoses
    self.lines = lines
    self.authorizationNumber = authorizationNumber
    self.referralNumber = referralNumber
    self.frequency = frequency
    self.originalClaimNumber = originalClaimNumber
    self.statedCharge = statedCharge
  }

  /// The sum of the line charges.
  package var lineTotal: Money {
    lines.reduce(.zero) { $0 + $1.charge }
  }
}
