import Domain

/// Finds the contract that governs a line.
package struct ContractSearch {
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
    case inForce(Governing)
    /// None in force; this one ended last before the day.
    case ended(ContractTerms)
    /// No contract in force and none that ended before the day.
    case none
  }

  /// A contract that governs a line.
  package struct Governing: Hashable, Sendable {
    /// Its terms.
    package let contract: ContractTerms
    /// Through what it governs the line.
    package let path: Path
    /// Whether the primary care provider of record is on its roster on the day.
    package let isPrimaryCareOnRoster: Bool
  }

  private let line: ContractQuestion.Line
  private let tin: String
  private let directory: NetworkDirectory
  private let rendering: [NetworkDirectory.RosterPlace]
  private let primaryCare: [NetworkDirectory.RosterPlace]

  /// Looks for the contract of `line` billed under `tin` (rules `NET-CONTRACT-1`,
  /// `NET-CONTRACT-2`, `NET-OON-1`).
  ///
  /// Among several contracts of the same path, the one that pays the billing provider is taken,
  /// then the one that began last, then the one whose number sorts first.
  package static func find(
    _ line: ContractQuestion.Line, billedUnder tin: String, in directory: NetworkDirectory
  ) -> Finding {
    ContractSearch(line, tin, directory).find()
  }

  private init(_ line: ContractQuestion.Line, _ tin: String, _ directory: NetworkDirectory) {
    self.line = line
    self.tin = tin
    self.directory = directory
    rendering = directory.roster(of: line.renderingNPI)
    primaryCare =
      line.primaryCareNPI.isEmpty ? [] : directory.roster(of: line.primaryCareNPI)
  }

  private func find() -> Finding {
    let paying = directory.contracts(payingTo: tin)
    if let contract = best(of: rendering.lazy.map(\.contract), where: isChainInForce) {
      return .inForce(governing(contract, .primaryCareChain))
    }
    if let contract = best(of: paying, where: { isInForce($0) && isRendered($0) }) {
      return .inForce(governing(contract, .direct))
    }
    if let contract = best(of: paying, where: isInForce) {
      return .inForce(governing(contract, .taxNumber))
    }
    return lastEnded(paying).map { .ended(directory.contracts[$0]) } ?? .none
  }

  private func governing(_ contract: Int, _ path: Path) -> Governing {
    Governing(
      contract: directory.contracts[contract], path: path,
      isPrimaryCareOnRoster: primaryCare.isOnRoster(of: contract, on: line.day))
  }

  private func isInForce(_ contract: Int) -> Bool {
    directory.contracts[contract].days.contains(line.day)
      && directory.contracts[contract].serves(line.productID)
  }

  private func isRendered(_ contract: Int) -> Bool {
    rendering.isOnRoster(of: contract, on: line.day)
  }

  private func isChainInForce(_ contract: Int) -> Bool {
    isInForce(contract) && isRendered(contract)
      && primaryCare.isOnRoster(of: contract, on: line.day)
  }

  /// Whether the contract ended before the day and would have governed the line on its last day.
  private func isEnded(_ contract: Int) -> Bool {
    let last = directory.contracts[contract].days.to
    guard last < line.day, directory.contracts[contract].serves(line.productID) else {
      return false
    }
    return directory.contracts[contract].payToTIN == tin
      || rendering.isOnRoster(of: contract, on: last)
        && primaryCare.isOnRoster(of: contract, on: last)
  }

  private func lastEnded(_ paying: [Int]) -> Int? {
    (paying + rendering.map(\.contract)).filter(isEnded)
      .min { precedes($0, $1, later: \.days.to) }
  }

  private func best(
    of contracts: some Sequence<Int>, where isCandidate: (Int) -> Bool
  ) -> Int? {
    var best: Int?
    for contract in contracts where isCandidate(contract) {
      if let current = best, !precedes(contract, current, later: \.days.from) { continue }
      best = contract
    }
    return best
  }

  /// Contracts stand in the order of their numbers, so that the lower place decides last.
  private func precedes(
    _ left: Int, _ right: Int, later day: KeyPath<ContractTerms, Day>
  ) -> Bool {
    let isLeftPaying = directory.contracts[left].payToTIN == tin
    guard isLeftPaying == (directory.contracts[right].payToTIN == tin) else {
      return isLeftPaying
    }
    let leftDay = directory.contracts[left][keyPath: day]
    let rightDay = directory.contracts[right][keyPath: day]
    return leftDay == rightDay ? left < right : leftDay > rightDay
  }
}
