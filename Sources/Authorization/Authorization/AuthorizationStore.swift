package import Storage

/// The store of the authorization service with its log of changes; a process has one.
package struct AuthorizationStore: Sendable {
  /// The store itself.
  let store: Store
  /// The changes that may alter decisions.
  let changes: ChangeLog

  /// Serves from `store`, whose schema is ``AuthorizationSchema/schema``.
  package init(_ store: Store) {
    self.store = store
    self.changes = ChangeLog(store)
  }
}
