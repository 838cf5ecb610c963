package import Domain

/// What authorization must look at for one line.
package struct HoldNeed: Hashable, Sendable {
  /// The line as billed.
  package var line: BilledLine
  /// Who bills it.
  package var billingNPI: String
  /// The specialty of the rendering provider.
  package var specialty: String
  /// The member's primary care provider of record on that day; empty when none.
  package var primaryCareNPI: String
  /// The authorization's number as the claim has it; empty when none.
  package var authorizationNumber: String
  /// The referral's number as the claim has it; empty when none.
  package var referralNumber: String
  /// Whether an approved authorization is needed.
  package var isAuthorizationRequired: Bool
  /// Whether one is looked for because a letter of agreement is tied to it, and its absence keeps
  /// nothing else from being reserved.
  package var isAuthorizationOptional: Bool
  /// Whether a referral is needed.
  package var isReferralRequired: Bool
  /// Whether the line is already denied, so that it is tested and nothing is reserved.
  package var isCheckedOnly: Bool
}
