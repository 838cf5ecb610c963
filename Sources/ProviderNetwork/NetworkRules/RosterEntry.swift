package import Domain

/// Days on which a provider may render under a contract.
package struct RosterEntry: Hashable, Sendable {
  /// The contract.
  package var contractID: String
  /// The provider.
  package var npi: String
  /// The days; the provider is on the roster on both ends.
  package var days: DaySpan

  /// Makes an entry.
  package init(contractID: String, npi: String, days: DaySpan) {
    self.contractID = contractID
    self.npi = npi
    self.days = days
  }
}
