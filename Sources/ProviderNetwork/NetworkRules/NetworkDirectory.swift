import Domain

/// Everything the network knows, indexed for the questions that claims ask.
///
/// A value: an answer is found in one directory from its first line to its last, even while another
/// is being loaded.
package struct NetworkDirectory: Sendable {
  /// The fee schedules.
  package let fees: FeeTable
  /// What gives a price beside contracts.
  let exceptions: PriceExceptions

  /// A contract on whose roster a provider stands, and on which days.
  struct RosterPlace: Sendable {
    /// The place of the contract in ``contracts``.
    let contract: Int
    /// The days; the provider is on the roster on both ends.
    let days: DaySpan
  }

  /// The contracts in the order of their numbers.
  let contracts: [ContractTerms]

  private let providers: [String: ProviderRecord]
  private let contractsByTIN: [String: [Int]]
  private let rosterByNPI: [String: [RosterPlace]]

  /// Makes a directory.
  ///
  /// - Parameters:
  ///   - providers: Each NPI once.
  ///   - contracts: Each contract once, in its current version.
  ///   - roster: Entries of those contracts.
  ///   - fees: Rows of the fee schedules.
  ///   - exceptions: What gives a price beside contracts.
  package init(
    providers: [ProviderRecord] = [], contracts: [ContractTerms] = [],
    roster: [RosterEntry] = [], fees: [FeeRow] = [],
    exceptions: PriceExceptions = PriceExceptions()
  ) {
    self.init(
      providers: providers, contracts: contracts, roster: roster, fees: FeeTable(fees),
      exceptions: exceptions)
  }

  /// Makes a directory over a table of fees.
  package init(
    providers: [ProviderRecord], contracts: [ContractTerms], roster: [RosterEntry],
    fees: FeeTable, exceptions: PriceExceptions
  ) {
    let contracts = contracts.sorted { $0.contractID < $1.contractID }
    let places = Dictionary(contracts.enumerated().map { ($1.contractID, $0) }) { _, last in last }
    var rosterByNPI: [String: [RosterPlace]] = [:]
    for entry in roster {
      guard let place = places[entry.contractID] else { continue }
      rosterByNPI[entry.npi, default: []].append(RosterPlace(contract: place, days: entry.days))
    }
    self.contracts = contracts
    self.rosterByNPI = rosterByNPI
    self.contractsByTIN = Dictionary(
      grouping: contracts.indices, by: { contracts[$0].payToTIN })
    self.providers = Dictionary(providers.map { ($0.npi, $0) }) { _, last in last }
    self.fees = fees
    self.exceptions = exceptions
  }

  /// The record of `npi`, or nothing when the network does not know it.
  package func provider(_ npi: String) -> ProviderRecord? {
    providers[npi]
  }

  /// The places of the contracts that pay `tin`, on whatever days.
  func contracts(payingTo tin: String) -> [Int] {
    contractsByTIN[tin] ?? []
  }

  /// The contracts on whose rosters `npi` stands, on whatever days.
  func roster(of npi: String) -> [RosterPlace] {
    rosterByNPI[npi] ?? []
  }
}

extension [NetworkDirectory.RosterPlace] {
  /// Whether one of the places is on the roster of `contract` on `day`.
  func isOnRoster(of contract: Int, on day: Day) -> Bool {
    contains { $0.contract == contract && $0.days.contains(day) }
  }
}
