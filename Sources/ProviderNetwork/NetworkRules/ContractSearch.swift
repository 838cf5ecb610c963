import Domain

/// Finds the contract that governs a line.
package enum ContractSearch {
  /// Through what a contract in force governs the line, in the order in which they are tried.
  package enum Path: String, Hashable, Sendable, CaseIterable {
    /// The member's primary care provider and the rendering provider are on its roster.
    case primaryCareChain = "primary_care_chain"
    /// It pays the billing provider, and the rendering provider is on its roster.
    case direct
    /// It pays the billing provider; the rendering provider is not on its roster.
    case taxNumber = "tax_number"
  }

  /// What was found.
  package enum Finding: Hashable, Sendable {
    /// A contract in force on the day.
    case inForce(ContractTerms, Path)
    /// None in force; this one ended last before the day.
    case ended(ContractTerms)
    /// No contract in force and none that ended before the day.
    case none
  }

  /// Looks for the contract of `line` billed under `tin` (rules `NET-CONTRACT-1`,
  /// `NET-CONTRACT-2`, `NET-OON-1`).
  ///
  /// Among several contracts of the same path, the one that pays the billing provider is taken,
  /// then the one that began last, then the one whose number sorts first.
  package static func find(
    _ line: ContractQuestion.Line, billedUnder tin: String, in directory: NetworkDirectory
  ) -> Finding {
    let chain = chainContracts(of: line, in: directory)
    let paying = directory.contracts(payingTo: tin).filter { $0.serves(line.productID) }
    if let contract = best(chain.filter { isRendered($0, line, directory) }, line, tin) {
      return .inForce(contract, .primaryCareChain)
    }
    if let contract = best(paying.filter { isRendered($0, line, directory) }, line, tin) {
      return .inForce(contract, .direct)
    }
    if let contract = best(paying, line, tin) {
      return .inForce(contract, .taxNumber)
    }
    return lastEnded(among: paying + chain, line, directory, tin)
  }

  private static func chainContracts(
    of line: ContractQuestion.Line, in directory: NetworkDirectory
  ) -> [ContractTerms] {
    guard !line.primaryCareNPI.isEmpty else { return [] }
    return directory.contracts(rostering: line.primaryCareNPI).filter { contract in
      let day = min(line.day, contract.days.to)
      return contract.serves(line.productID)
        && directory.isOnRoster(line.primaryCareNPI, of: contract.contractID, on: day)
    }
  }

  private static func isRendered(
    _ contract: ContractTerms, _ line: ContractQuestion.Line, _ directory: NetworkDirectory
  ) -> Bool {
    directory.isOnRoster(line.renderingNPI, of: contract.contractID, on: line.day)
  }

  private static func best(
    _ contracts: [ContractTerms], _ line: ContractQuestion.Line, _ tin: String
  ) -> ContractTerms? {
    contracts.filter { $0.days.contains(line.day) }
      .min { precedes($0, $1, tin, later: \.days.from) }
  }

  private static func lastEnded(
    among contracts: [ContractTerms], _ line: ContractQuestion.Line,
    _ directory: NetworkDirectory, _ tin: String
  ) -> Finding {
    let ended = contracts.filter { contract in
      contract.days.to < line.day
        && (contract.payToTIN == tin
          || directory.isOnRoster(
            line.renderingNPI, of: contract.contractID, on: contract.days.to))
    }
    return ended.min { precedes($0, $1, tin, later: \.days.to) }.map(Finding.ended) ?? .none
  }

  private static func precedes(
    _ left: ContractTerms, _ right: ContractTerms, _ tin: String,
    later day: KeyPath<ContractTerms, Day>
  ) -> Bool {
    let isLeftPaying = left.payToTIN == tin
    guard isLeftPaying == (right.payToTIN == tin) else { return isLeftPaying }
    guard left[keyPath: day] == right[keyPath: day] else {
      return left[keyPath: day] > right[keyPath: day]
    }
    return left.contractID < right.contractID
  }
}
