/// Brings a file up to the schema of the program, or refuses it.
struct SQLiteMigrator {
  let connection: SQLiteConnection
  let schema: StoreSchema

  /// Takes every migration that the file lacks, each in one transaction with its record.
  func run() throws(StorageError) {
    _ = try connection.table(
      """
      CREATE TABLE IF NOT EXISTS "applied_migration" ("number" INTEGER NOT NULL PRIMARY KEY, \
      "name" TEXT NOT NULL, "digest" INTEGER NOT NULL) STRICT
      """)
    for (number, migration) in try schema.missing(after: try applied()) {
      try apply(migration, number: number)
    }
  }

  private func applied() throws(StorageError) -> [AppliedMigration] {
    let rows = try connection.table(
      "SELECT number, name, digest FROM applied_migration ORDER BY number")
    var applied: [AppliedMigration] = []
    for row in rows {
      guard row.count == 3, case .integer(let number) = row[0], case .text(let name) = row[1],
        case .integer(let digest) = row[2]
      else {
        throw StorageError(
          .schema, "the table of migrations of the \(schema.name) store is damaged")
      }
      applied.append(AppliedMigration(number: Int(number), name: name, digest: digest))
    }
    return applied
  }

  private func apply(_ migration: Migration, number: Int) throws(StorageError) {
    try connection.control(.beginWriting)
    do throws(StorageError) {
      for step in migration.steps {
        _ = try connection.table(try SQLiteSchemaText.render(step))
      }
      try record(migration, number: number)
      try connection.control(.commit)
    } catch {
      connection.abandonTransaction()
      throw error
    }
  }

  private func record(_ migration: Migration, number: Int) throws(StorageError) {
    do {
      _ = try connection.run(
        "INSERT INTO applied_migration (number, name, digest) VALUES ($1, $2, $3)",
        [number, migration.name, migration.digest]
      ) { _ in true }
    } catch {
      throw error as? StorageError
        ?? StorageError(.schema, "migration \(number) could not be recorded")
    }
  }
}
