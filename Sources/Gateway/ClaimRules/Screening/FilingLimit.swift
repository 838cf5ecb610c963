import Domain

/// Until when a line must have arrived (rule `LATE-1`).
struct FilingLimit {
  let constants: ScreeningConstants

  /// The last day on which a line whose last day of service is `last` arrives in time.
  func lastDay(
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
        ? last.oneYearLater : last.adding(days: constants.outOfNetworkFilingDays)
    }
  }

  private func days(of contract: ContractFacts.Line) -> Int {
    contract.timelyFilingDays > 0 ? contract.timelyFilingDays : constants.contractFilingDays
  }
}
