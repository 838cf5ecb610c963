import Domain
import NetworkRules
import Storage

/// A provider of a load beside what the store has under the NPI.
struct ProviderPosting {
  private let loaded: ProviderRows.Named
  private let stored: ProviderRows.Named?

  /// Reads what the store has.
  init(_ loaded: ProviderRows.Named, in reader: some StoreReading) throws {
    self.loaded = loaded
    self.stored = try ProviderRows.provider(loaded.record.npi, in: reader)
  }

  /// Adds or replaces the provider, and nothing when the store says the same already.
  ///
  /// - Returns: Whether anything was written.
  func post(to log: ChangeWriter, in transaction: Transaction) throws -> Bool {
    guard stored != loaded else { return false }
    try ProviderRows.replace(loaded, in: transaction)
    let (old, new) = (stored?.record, loaded.record)
    let isOther =
      old?.role != new.role || old?.specialty != new.specialty
      || old?.taxNumbers != new.taxNumbers
    if isOther {
      try log.append("provider", new.npi, on: DaySpan(from: .first))
    } else {
      try log.append("credential", new.npi, on: changed(old?.credentialed, new.credentialed))
    }
    try log.append("exclusion", new.npi, on: changed(old?.excluded, new.excluded))
    return true
  }

  private func changed(_ old: DaySpan?, _ new: DaySpan?) -> DaySpan? {
    set(old).daysChanged(to: set(new))
  }

  private func set(_ days: DaySpan?) -> SpanSet {
    SpanSet(days.map { [SpanSet.Entry("", $0)] } ?? [])
  }
}
