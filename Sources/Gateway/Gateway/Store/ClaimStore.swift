package import Storage

/// The gateway's store: claims, facts, decisions, tasks for people, and what the feeds reported.
///
/// Each method is one transaction, durable when it returns.
package struct ClaimStore: Sendable {
  let store: Store

  /// Uses a store that was opened with ``GatewaySchema``.
  package init(store: Store) {
    self.store = store
  }
}
