package import Domain

/// What was agreed with a provider for the services of one authorization.
package struct LetterOfAgreement: Hashable, Sendable {
  /// What names a letter.
  package struct Key: Hashable, Sendable {
    /// The authorization to which it is tied.
    package var authorizationNumber: String
    /// Who renders the services.
    package var providerNPI: String

    /// Names a letter.
    package init(authorizationNumber: String, providerNPI: String) {
      self.authorizationNumber = authorizationNumber
      self.providerNPI = providerNPI
    }
  }

  /// The authorization and the provider.
  package var key: Key
  /// The version of its rates; 1 when it was first loaded.
  package var version: Int64 = 1
  /// The days of service for which it holds.
  package var days: DaySpan
  /// The rate for one unit of each procedure.
  package var rates: [String: Money]
  /// What it says about sequestration.
  package var sequestrationClause: ContractFacts.SequestrationClause

  /// Makes a letter.
  package init(
    key: Key, days: DaySpan, rates: [String: Money],
    sequestrationClause: ContractFacts.SequestrationClause = .none
  ) {
    self.key = key
    self.days = days
    self.rates = rates
    self.sequestrationClause = sequestrationClause
  }
}
