import EligibilityRules
import Storage
import Synchronization

/// Keeps the catalog between reads, as long as the store says that it is still the same.
final class CatalogCache: Sendable {
  private struct Entry {
    var version: Int64
    var catalog: ProductCatalog
  }

  private let entry = Mutex<Entry?>(nil)

  /// The catalog of `version`, read from `reader` when another one, or none, is kept.
  ///
  /// - Parameter version: The version that `reader` itself sees.
  func catalog(_ version: Int64, in reader: some StoreReading) throws -> ProductCatalog {
    if let kept = entry.withLock({ $0 }), kept.version == version { return kept.catalog }
    let catalog = try CatalogRows.catalog(in: reader)
    entry.withLock { entry in
      guard entry.map({ $0.version < version }) ?? true else { return }
      entry = Entry(version: version, catalog: catalog)
    }
    return catalog
  }
}
