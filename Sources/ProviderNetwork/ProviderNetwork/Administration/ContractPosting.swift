import Domain
import NetworkRules
import Storage

/// A contract of a load beside what the store has under its number.
struct ContractPosting {
  private let loaded: LoadedContract
  private let stored: ContractTerms?
  private let storedRoster: SpanSet

  /// Reads what the store has.
  init(_ loaded: LoadedContract, in reader: some StoreReading) throws {
    self.loaded = loaded
    stored = try ContractRows.contract(loaded.terms.contractID, in: reader)
    storedRoster = try stored.map { try ContractRows.roster(of: $0, in: reader) } ?? SpanSet()
  }

  /// Adds the contract or a new version of it, and nothing when the store says the same already.
  ///
  /// - Returns: Whether anything was written.
  func post(to log: ChangeWriter, in transaction: Transaction) throws -> Bool {
    var terms = loaded.terms
    terms.version = stored?.version ?? 0
    let isRosterSame = Set(storedRoster.entries) == Set(loaded.roster.entries)
    guard terms != stored || !isRosterSame else { return false }
    let areTermsSame = terms == stored
    terms.version += 1
    try ContractRows.insert(terms, roster: loaded.roster, in: transaction)
    if !areTermsSame { try log.append("contract", terms.contractID, on: allDays) }
    try appendRosterChanges(to: log)
    return true
  }

  /// The days of the old and the new version.
  private var allDays: DaySpan { loaded.terms.days.joined(with: stored?.days) }

  /// Whether the contract governs other days, products or tax numbers than before.
  private var isReachChanged: Bool {
    guard let stored else { return true }
    return stored.days != loaded.terms.days || stored.productIDs != loaded.terms.productIDs
      || stored.payToTIN != loaded.terms.payToTIN
  }

  /// One change for each provider who came, went or is concerned by another reach.
  private func appendRosterChanges(to log: ChangeWriter) throws {
    let old = Dictionary(grouping: storedRoster.entries, by: \.key)
    let new = Dictionary(grouping: loaded.roster.entries, by: \.key)
    for npi in Set(old.keys).union(new.keys).sorted() {
      let days = SpanSet(old[npi] ?? []).daysChanged(to: SpanSet(new[npi] ?? []))
      try log.append("roster", npi, on: isReachChanged ? allDays : days)
    }
  }
}
