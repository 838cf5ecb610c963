/// A migration that a store took some time ago.
struct AppliedMigration: Hashable, Sendable {
  /// Its place in the history, from 1.
  let number: Int
  let name: String
  let digest: Int64
}

extension StoreSchema {
  /// The migrations that a store still lacks, with their numbers.
  ///
  /// - Parameter applied: What the store took, in order of number.
  /// - Throws: ``StorageError/Code/schema`` in words when the two histories disagree.
  func missing(
    after applied: [AppliedMigration]
  ) throws(StorageError) -> [(number: Int, migration: Migration)] {
    guard applied.count <= migrations.count else {
      throw StorageError(
        .schema,
        "the \(name) store was made by a newer version of this program "
          + "(it has \(applied.count) migrations, this version knows \(migrations.count)); "
          + "start that version instead")
    }
    for (place, (taken, known)) in zip(applied, migrations).enumerated() {
      try check(taken, is: known, number: place + 1)
    }
    return migrations.enumerated().dropFirst(applied.count).map { ($0.offset + 1, $0.element) }
  }

  private func check(
    _ taken: AppliedMigration, is known: Migration, number: Int
  ) throws(StorageError) {
    guard taken.number == number else {
      throw StorageError(
        .schema, "the \(name) store lacks migration \(number), although it has later ones")
    }
    guard taken.name == known.name, taken.digest == known.digest else {
      throw StorageError(
        .schema,
        "migration \(number) of the \(name) store is not the one this program has; "
          + "the file belongs to another service or another version")
    }
  }
}
