package import Domain

/// A person or organisation that renders or bills, as the network has them.
package struct ProviderRecord: Hashable, Sendable {
  /// The NPI.
  package var npi: String
  /// The role in which the provider serves.
  package var role: ProviderRole
  /// The specialty, such as `orthopedics`.
  package var specialty: String
  /// The days on which the provider is credentialed; absent when never.
  package var credentialed: DaySpan?
  /// The days on which the provider is excluded from federal programs; absent when never.
  package var excluded: DaySpan?
  /// The tax numbers under which the provider bills; any when there is none.
  package var taxNumbers: Set<String>

  /// Makes a record.
  package init(
    npi: String, role: ProviderRole, specialty: String = "", credentialed: DaySpan? = nil,
    excluded: DaySpan? = nil, taxNumbers: Set<String> = []
  ) {
    self.npi = npi
    self.role = role
    self.specialty = specialty
    self.credentialed = credentialed
    self.excluded = excluded
    self.taxNumbers = taxNumbers
  }
}
