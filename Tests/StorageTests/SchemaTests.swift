import Domain
import Storage
import Testing

@Suite("A store has exactly the tables that the program describes")
struct SchemaTests {
  private static let first = Migration("first", [.createTable(NoteStore.table)])
  private static let second = Migration(
    "second",
    [
      .createIndex(Index("note_text", on: "note", ["text"])),
      .addColumn(table: "note", .flag("is_read").defaulting(to: .integer(0))),
    ])

  private func open(_ folder: TemporaryFolder, _ migrations: [Migration]) throws -> Store {
    try Store.open(
      StoreConfiguration(path: folder.file("s.db")), schema: StoreSchema("sample", migrations))
  }

  private func refusal(_ folder: TemporaryFolder, _ migrations: [Migration]) -> StorageError? {
    #expect(throws: StorageError.self) { try open(folder, migrations) }
  }

  @Test("A store takes the migrations it lacks and keeps its rows")
  func takesWhatIsMissing() async throws {
    let folder = try TemporaryFolder()
    let old = try open(folder, [Self.first])
    try await old.write { try $0.note(1, "kept") }
    await old.close()
    let new = try open(folder, [Self.first, Self.second])
    let row = try await new.read { reader in
      try reader.first("SELECT text, is_read FROM note") { row in
        (try row.value(0, as: String.self), try row.value(1, as: Bool.self))
      }
    }
    #expect(row?.0 == "kept" && row?.1 == false)
    await new.close()
  }

  @Test("A store made by a newer version is refused in words")
  func refusesANewerStore() async throws {
    let folder = try TemporaryFolder()
    await (try open(folder, [Self.first, Self.second])).close()
    let error = refusal(folder, [Self.first])
    #expect(error?.code == .schema)
    #expect(error?.message.contains("newer version") == true)
  }

  @Test("A migration that was edited after a store took it is refused")
  func refusesAnEditedMigration() async throws {
    let folder = try TemporaryFolder()
    await (try open(folder, [Self.first])).close()
    let columns: [Column] = [.id("id"), .text("text").optional]
    let edited = Migration(
      "first", [.createTable(Table("note", columns, primaryKey: ["id"]))])
    #expect(refusal(folder, [edited])?.code == .schema)
    #expect(refusal(folder, [Migration("renamed", Self.first.steps)])?.code == .schema)
  }

  @Test("A store that lacks an earlier migration is refused")
  func refusesAGap() async throws {
    let folder = try TemporaryFolder()
    let store = try open(folder, [Self.first, Self.second])
    try await store.write { try $0.execute("DELETE FROM applied_migration WHERE number = 1") }
    await store.close()
    #expect(refusal(folder, [Self.first, Self.second])?.code == .schema)
  }

  @Test("A migration that fails midway leaves nothing, and can be taken later")
  func failsAsAWhole() async throws {
    let folder = try TemporaryFolder()
    let broken = Migration(
      "second",
      [.createIndex(Index("note_text", on: "note", ["text"])), .run("DELETE FROM nowhere")])
    await (try open(folder, [Self.first])).close()
    #expect(refusal(folder, [Self.first, broken])?.code == .misuse)
    await (try open(folder, [Self.first, Self.second])).close()
  }

  @Test("Names that are not plain words do not reach the database")
  func refusesOddNames() throws {
    for name in ["", "Note", "a b", "a\"b", "a;b", "1a", "é", String(repeating: "a", count: 61)] {
      let folder = try TemporaryFolder()
      let table = Migration("odd", [.createTable(Table(name, [.id("id")]))])
      #expect(refusal(folder, [table])?.code == .schema)
    }
  }

  @Test("Columns refuse what is not of their kind, and references what is not there")
  func enforcesTheTables() async throws {
    let folder = try TemporaryFolder()
    let store = try open(
      folder,
      [
        Migration(
          "first",
          [
            .createTable(
              Table(
                "member", [.text("member_id"), .flag("is_active"), .cents("paid").optional],
                primaryKey: ["member_id"], isClustered: true)),
            .createTable(
              Table(
                "claim", [.id("claim_id").generated, .text("member_id"), .integer("number")],
                unique: [["member_id", "number"]],
                foreignKeys: [ForeignKey("member_id", references: "member", "member_id")])),
          ])
      ])
    let member: SQL = "INSERT INTO member (member_id, is_active, paid) VALUES ($1, $2, $3)"
    let claim: SQL = "INSERT INTO claim (member_id, number) VALUES ($1, $2)"
    try await store.write { try $0.execute(member, "M1", true, Money?.none) }
    try await store.write { try $0.execute(claim, "M1", 1) }
    let failures: [StorageError.Code?] = await [
      code(of: { try await store.write { try $0.execute(member, "M2", 2, 0) } }),
      code(of: { try await store.write { try $0.execute(member, "M2", "yes", 0) } }),
      code(of: { try await store.write { try $0.execute(member, String?.none, true, 0) } }),
      code(of: { try await store.write { try $0.execute(member, "M1", true, 0) } }),
      code(of: { try await store.write { try $0.execute(claim, "M1", 1) } }),
      code(of: { try await store.write { try $0.execute(claim, "M9", 1) } }),
      code(of: { try await store.write { try $0.execute("DELETE FROM member") } }),
    ]
    #expect(
      failures == [
        .refused, .refused, .refused, .duplicate, .duplicate, .brokenReference, .brokenReference,
      ])
    #expect(try await store.violations() == [])
    await store.close()
  }
}
