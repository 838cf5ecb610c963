/// Why a line is denied, by the name that traces, tables and examiners use.
///
/// ``ReasonTable`` says which codes a remittance carries for it. A reason without a row there cannot
/// be emitted.
package enum Reason: String, Sendable, Hashable, CaseIterable {
  case duplicate = "DUP"
  case memberNotFound = "ELIG_NOT_FOUND"
  case nameMismatch = "NAME_MISMATCH"
  case beforeCoverage = "ELIG_BEFORE"
  case afterCoverage = "ELIG_AFTER"
  case coverageLapsed = "ELIG_GAP"
  case billingExcluded = "EXCL_BILL"
  case renderingExcluded = "EXCL_REND"
  case contractEnded = "CONTRACT_ENDED"
  case notOnRoster = "NOT_ON_ROSTER"
  case notCredentialed = "NOT_CREDENTIALED"
  case rateMissing = "RATE_MISSING"
  case notBenefit = "NOT_BENEFIT"
  case notBenefitProvider = "NOT_BENEFIT_PROVIDER"
  case outOfNetwork = "OON_ELECTIVE"
  case referralMissing = "REF_NONE"
  case referralExpired = "REF_EXPIRED"
  case referralIssuer = "REF_ISSUER"
  case referralVisitsUsed = "REF_VISITS"
  case authorizationOtherMember = "AUTH_MEMBER"
  case authorizationMissing = "AUTH_NONE"
  case authorizationDenied = "AUTH_DENIED"
  case authorizationOtherProvider = "AUTH_PROVIDER"
  case authorizationOtherService = "AUTH_SERVICE"
  case authorizationEnded = "AUTH_AFTER"
  case authorizationNotBegun = "AUTH_BEFORE"
  case authorizationUnitsUsed = "AUTH_UNITS"
}
