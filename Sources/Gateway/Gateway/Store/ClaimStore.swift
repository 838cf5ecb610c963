package import Domain
package import Storage

/// The gateway's store: claims, facts, decisions, tasks for people, and positions of feeds.
///
/// Each method is one transaction, durable when it returns.
package struct ClaimStore: Sendable {
  let store: Store

  /// Opens the store at `path`, making it when it is not there.
  package static func open(path: String) throws(StorageError) -> ClaimStore {
    ClaimStore(
      store: try Store.open(StoreConfiguration(path: path), schema: GatewaySchema.schema))
  }

  /// Finishes what was begun and closes the file.
  package func close() async {
    await store.close()
  }
}
