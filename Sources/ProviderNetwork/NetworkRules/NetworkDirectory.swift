package import Domain

/// Everything the network knows, indexed for the questions that claims ask.
///
/// A value: an answer is found in one directory from its first line to its last, even while another
/// is being loaded.
package struct NetworkDirectory: Sendable {
  /// The fee schedules.
  package let fees: FeeTable

  private let providers: [String: ProviderRecord]
  private let contracts: [String: ContractTerms]
  private let contractsByTIN: [String: [ContractTerms]]
  private let rosterByNPI: [String: [RosterEntry]]

  /// Makes a directory.
  ///
  /// - Parameters:
  ///   - providers: Each NPI once.
  ///   - contracts: Each contract once, in its current version.
  ///   - roster: Entries of those contracts.
  ///   - fees: Rows of the fee schedules.
  package init(
    providers: [ProviderRecord] = [], contracts: [ContractTerms] = [],
    roster: [RosterEntry] = [], fees: [FeeRow] = []
  ) {
    self.providers = Dictionary(providers.map { ($0.npi, $0) }) { _, last in last }
    self.contracts = Dictionary(contracts.map { ($0.contractID, $0) }) { _, last in last }
    self.contractsByTIN = Dictionary(grouping: contracts, by: \.payToTIN)
    self.rosterByNPI = Dictionary(grouping: roster, by: \.npi)
    self.fees = FeeTable(fees)
  }

  /// The record of `npi`, or nothing when the network does not know it.
  package func provider(_ npi: String) -> ProviderRecord? {
    providers[npi]
  }

  /// The contracts that pay `tin`, on whatever days.
  package func contracts(payingTo tin: String) -> [ContractTerms] {
    contractsByTIN[tin] ?? []
  }

  /// The contracts on whose roster `npi` stands on any day.
  package func contracts(rostering npi: String) -> [ContractTerms] {
    let contractIDs = Set((rosterByNPI[npi] ?? []).map(\.contractID))
    return contractIDs.compactMap { contracts[$0] }
  }

  /// Whether `npi` is on the roster of `contractID` on `day`.
  package func isOnRoster(_ npi: String, of contractID: String, on day: Day) -> Bool {
    guard let entries = rosterByNPI[npi] else { return false }
    return entries.contains { $0.contractID == contractID && $0.days.contains(day) }
  }
}
