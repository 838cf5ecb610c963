import Domain

/// Until when a line must have arrived (rule `LATE-1`).
enum FilingLimit {
  /// The days for a contract that does not say.
  static let contractDaysDefault = 90
  /// The days without a contract in force.
  static let outOfNetworkDays = 180

  /// The last day on which a line whose last day of service is `last` arrives in time.
  static func lastDay(
    after last: Day, contract: ContractFacts.Line, product: ProductTerms
  ) -> Day {
    switch contract.status {
    case .inNetwork, .notOnRoster, .notCredentialed:
      return last.adding(days: days(of: contract))
    case .renderingExcluded where !contract.contractID.isEmpty,
      .billingExcluded where !contract.contractID.isEmpty:
      return last.adding(days: days(of: contract))
    case .outOfNetwork, .ended, .renderingExcluded, .billingExcluded:
      return product.lineOfBusiness == .medicareAdvantage
        ? last.oneYearLater : last.adding(days: outOfNetworkDays)
    }
  }

  private static func days(of contract: ContractFacts.Line) -> Int {
    contract.timelyFilingDays > 0 ? contract.timelyFilingDays : contractDaysDefault
  }
}
