import Storage
import Testing

@Suite("A statement is one text for both drivers")
struct StatementTests {
  @Test("Arguments are taken by their number, not by the order in which they are written")
  func takesArgumentsByNumber() async throws {
    let notes = try NoteStore()
    let answer = try await notes.store.read { reader in
      try reader.first("SELECT $2, $1, $2", 10, 20) { row in
        [try row.value(0), try row.value(1), try row.value(2)] as [Int]
      }
    }
    #expect(answer == [20, 10, 20])
    await notes.store.close()
  }

  @Test("Eleven arguments and more are told apart")
  func takesManyArguments() async throws {
    let notes = try NoteStore()
    let answer = try await notes.store.read { reader in
      try reader.first(
        "SELECT $11, $1, $10, $2, $3, $4, $5, $6, $7, $8, $9", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
      ) { row in [try row.value(0), try row.value(1), try row.value(2)] as [Int] }
    }
    #expect(answer == [11, 1, 10])
    await notes.store.close()
  }

  @Test(
    "Text that the drivers would read differently is refused",
    arguments: [
      "SELECT $1::date", "SELECT :name", "SELECT ?", "SELECT ?1", "SELECT @name",
      "SELECT 1; DELETE FROM note", "SELECT 1 -- all", "SELECT /* all */ 1", "SELECT $0",
      "SELECT $100", "SELECT $", "SELECT $2", "SELECT 'open", "PRAGMA synchronous = OFF",
      "COMMIT", "ROLLBACK", "SAVEPOINT x", "ATTACH 'x' AS y", "VACUUM", "", "  ",
    ] as [SQL])
  func refusesOtherText(statement: SQL) async throws {
    let notes = try NoteStore()
    let failure = await code(of: {
      try await notes.store.write { try $0.execute(statement) }
    })
    #expect(failure == .misuse)
    #expect(try await notes.store.noteCount() == 0)
    await notes.store.close()
  }

  @Test("Quoted text is left as it is")
  func leavesQuotedTextAlone() async throws {
    let notes = try NoteStore()
    let answer = try await notes.store.read { reader in
      try reader.first("SELECT 'a$1::b;--?''' || $1", "!") { try $0.value(0, as: String.self) }
    }
    #expect(answer == "a$1::b;--?'!")
    await notes.store.close()
  }

  @Test("A number of arguments other than the statement's is refused")
  func countsArguments() async throws {
    let notes = try NoteStore()
    for failure in [
      await code(of: { try await notes.store.write { try $0.execute("SELECT $1") } }),
      await code(of: { try await notes.store.write { try $0.execute("SELECT $1", 1, 2) } }),
    ] {
      #expect(failure == .misuse)
    }
    await notes.store.close()
  }

  @Test("A statement may be asked again inside its own rows")
  func nests() async throws {
    let notes = try NoteStore()
    try await notes.store.write { for number in 1...3 { try $0.note(number) } }
    let pairs = try await notes.store.read { reader in
      func numbers<Value>(_ make: (Int) throws -> Value) throws -> [Value] {
        try reader.rows("SELECT id FROM note ORDER BY id") { try make(try $0.value(0)) }
      }
      return try numbers { outer in try numbers { inner in outer * 10 + inner } }
    }
    #expect(pairs == [[11, 12, 13], [21, 22, 23], [31, 32, 33]])
    await notes.store.close()
  }

  @Test("Texts of every length come back, however long those before them were")
  func keepsArgumentsApart() async throws {
    let notes = try NoteStore()
    let lengths = [0, 1, 15, 16, 100, 5_000, 3, 20_000, 16_384, 40_000, 200, 0, 16_383, 17, 9_000]
    let texts = lengths.indices.map { place in
      String(repeating: ["a", "ä", "葉"][place % 3], count: lengths[place] / 3)
    }
    try await notes.store.write { transaction in
      for (id, text) in texts.enumerated() { try transaction.note(id, text) }
    }
    let stored: [String] = try await notes.store.read { reader in
      try reader.rows("SELECT text FROM note ORDER BY id") { try $0.value(0) }
    }
    #expect(stored == texts)
    let found: [Int?] = try await notes.store.read { reader in
      try texts.map { text in
        try reader.first(
          "SELECT max(id) FROM note WHERE text = $1 AND length(text) = length($2)", text, text
        ) { try $0.value(0) }
      }
    }
    #expect(found == texts.map { text in texts.lastIndex(of: text) })
    await notes.store.close()
  }

  @Test("A statement asked again inside its own rows keeps the texts of both apart")
  func nestsWithTexts() async throws {
    let notes = try NoteStore()
    try await notes.store.write { transaction in
      for id in 0..<6 { try transaction.note(id, id < 3 ? "outer" : "another") }
    }
    let found: [[Int]] = try await notes.store.read { reader in
      func numbers<Value>(of text: String, _ make: (Int) throws -> Value) throws -> [Value] {
        try reader.rows("SELECT id FROM note WHERE text = $1 ORDER BY id", text) {
          try make(try $0.value(0))
        }
      }
      for _ in 0..<2 { _ = try numbers(of: "outer") { $0 } }
      return try numbers(of: "outer") { outer in
        [outer] + (try numbers(of: "another") { $0 })
      }
    }
    #expect(found == [[0, 3, 4, 5], [1, 3, 4, 5], [2, 3, 4, 5]])
    await notes.store.close()
  }

  @Test("A reader cannot change the store")
  func readersOnlyRead() async throws {
    let notes = try NoteStore()
    let failure = await code(of: {
      try await notes.store.read { try $0.forEach("DELETE FROM note") { _ in } }
    })
    #expect(failure == .unavailable)
    await notes.store.close()
  }

  @Test("A result with more rows than the limit is refused rather than collected")
  func boundsRows() async throws {
    let notes = try NoteStore { $0.rowsMax = 10 }
    try await notes.store.write { for number in 1...11 { try $0.note(number) } }
    #expect(await code(of: { _ = try await notes.store.notes() }) == .tooLarge)
    try await notes.store.write { try $0.execute("DELETE FROM note WHERE id = $1", 11) }
    #expect(try await notes.store.notes().count == 10)
    await notes.store.close()
  }

  @Test("An error names the statement and none of its arguments")
  func keepsArgumentsOutOfErrors() async throws {
    let notes = try NoteStore()
    let secret = "SECRET-MEMBER-4711"
    try await notes.store.write { try $0.note(4711, secret) }
    let errors = await [
      text { try await notes.store.write { try $0.note(4711, secret) } },
      text { try await notes.store.write { try $0.execute("SELECT $1, $2, oops", 4711, secret) } },
      text {
        try await notes.store.write {
          try $0.execute("INSERT INTO note VALUES ($1, $2)", secret, 1)
        }
      },
      text {
        _ = try await notes.store.read {
          try $0.first("SELECT text FROM note") { try $0.value(0, as: Int.self) }
        }
      },
    ]
    for error in errors {
      #expect(!error.isEmpty && !error.contains("SECRET") && !error.contains("4711"))
    }
    await notes.store.close()
  }

  private func text<Value>(of body: () async throws -> Value) async -> String {
    do {
      _ = try await body()
      return ""
    } catch {
      return "\(error)"
    }
  }
}
