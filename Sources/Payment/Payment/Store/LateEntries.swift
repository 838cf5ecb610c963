import Storage

/// Enters, for versions that an earlier program decided, what stands in their stored answers alone.
///
/// No statement can read an answer: a migration lists the versions, and the service works through the
/// list before it serves. A version whose answer cannot be read stays listed; the checks of the store
/// name it.
struct LateEntries: Sendable {
  /// Selects the versions behind one (`$1`, `$2`), at most `$3` of them, in the order of claim and
  /// version.
  let listed: SQL
  /// Enters one of them and takes it off the list.
  let enter: @Sendable (StoredDecision, Transaction) throws -> Void

  private static let pageSize = 500

  /// Works through the list.
  func enter(into store: Store) async throws {
    var last = (claimID: "", version: Int32(0))
    while true {
      let after = last
      let end = try await store.write { transaction in try page(after: after, in: transaction) }
      guard let end else { return }
      last = end
    }
  }

  /// Enters the next versions of the list and gives the last of them.
  private func page(
    after last: (claimID: String, version: Int32), in transaction: Transaction
  ) throws -> (claimID: String, version: Int32)? {
    let page = try transaction.rows(
      listed, last.claimID, last.version, LateEntries.pageSize
    ) { row in
      (claimID: try row.value(0, as: String.self), version: try row.value(1, as: Int32.self))
    }
    for (claimID, version) in page {
      do {
        try enter(StoredDecision(claimID: claimID, version: version, in: transaction), transaction)
      } catch let error as StorageError where error.code == .corrupt {
        continue
      }
    }
    return page.last
  }
}
