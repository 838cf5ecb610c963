package import Storage

/// The store of the network service with what is kept of it in memory; a process has one.
package struct NetworkStore: Sendable {
  /// The store itself.
  package let store: Store
  /// The changes that may alter decisions.
  let changes: ChangeLog
  /// Everything that questions ask for, kept between reads.
  let directories = DirectoryCache()

  /// Wraps an open store whose schema is ``NetworkSchema/schema``.
  package init(_ store: Store) {
    self.store = store
    self.changes = ChangeLog(store)
  }
}
