package import Storage

/// The store of the eligibility service with what is kept of it in memory; a process has one.
package struct EligibilityStore: Sendable {
  /// The store itself.
  package let store: Store
  /// The changes that may alter decisions.
  let changes: ChangeLog
  /// Products and categories, kept between reads.
  let catalogs = CatalogCache()

  /// Wraps an open store whose schema is ``EligibilitySchema/schema``.
  package init(_ store: Store) {
    self.store = store
    self.changes = ChangeLog(store)
  }
}
