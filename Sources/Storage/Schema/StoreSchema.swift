/// Everything that a program expects of its store: a history of migrations, the first numbered 1.
package struct StoreSchema: Sendable {
  /// What the store is called in messages, such as `payment`.
  package let name: String
  /// The migrations in order; their numbers are their places.
  package let migrations: [Migration]

  /// Makes a schema.
  package init(_ name: String, _ migrations: [Migration]) {
    self.name = name
    self.migrations = migrations
  }
}
