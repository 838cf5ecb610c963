/// The role in which a provider serves a member; it selects the benefit row.
package enum ProviderRole: String, Sendable, Hashable, CaseIterable {
  /// Any role, in a benefit row; not known, of a provider.
  case unspecified
  case primaryCare = "primary_care"
  /// A provider to whom a referral leads.
  case specialist
  /// A facility, laboratory or supplier, which a patient does not choose by referral.
  case facility
}
