import CSQLite
import Foundation
import Storage
import Testing

@Suite("Of a transaction that was undone nothing is left in the log to come back")
struct UndoneTransactionTests {
  private let text = String(repeating: "x", count: 4_000)

  private struct Unwanted: Error {}

  @Test("What another process commits after a commit was refused is not overwritten")
  func leavesOthersAlone() async throws {
    guard let disk = try SmallDisk(kibibytes: 1_024) else { return }
    defer { disk.unmount() }
    let configuration = StoreConfiguration(path: disk.path + "/note.db")
    let store = try Store.open(configuration, schema: NoteStore.schema)
    var expected: [Int] = []
    var failure: StorageError.Code?
    while failure == nil {
      let first = expected.count
      failure = await code(of: {
        try await store.write { transaction in
          for id in first..<(first + 20) { try transaction.note(id, text) }
        }
      })
      if failure == nil { expected += first..<(first + 20) }
    }
    #expect(failure == .full)
    try disk.grow(kibibytes: 65_536)
    try commitElsewhere(configuration.path, ids: [1_000_000, 1_000_001, 1_000_002, 1_000_003])
    try await store.write { try $0.note(1_000_004) }
    expected += 1_000_000...1_000_004
    #expect(try await store.notes() == expected)
    #expect(try await store.violations() == [])
    await store.close()
    let reopened = try Store.open(configuration, schema: NoteStore.schema)
    #expect(try await reopened.notes() == expected)
    await reopened.close()
  }

  @Test("What was kept beside a large caller that was undone is there after a crash")
  func keepsWhatIsBesideTheUndone() async throws {
    let notes = try NoteStore()
    let gate = Gate()
    async let held: Void = notes.store.write { _ in gate.hold() }
    await gate.waitUntilHeld()
    async let undone = code(of: {
      try await notes.store.write { transaction in
        // Pages that have gone to the log are changed and go there again, all but the first.
        for id in 0..<5_000 { try transaction.note(id, text) }
        try transaction.execute("UPDATE note SET text = '' WHERE id BETWEEN 500 AND 1200")
        for id in 5_000..<9_000 { try transaction.note(id, text) }
        throw Unwanted()
      }
    })
    async let kept: Void = notes.store.write { try $0.note(1_000_000) }
    while notes.store.statistics.writesQueued < 2 { await Task.yield() }
    gate.open()
    try await held
    _ = await undone
    try await kept
    try await notes.store.write { try $0.note(1_000_001) }
    let crashed = try TemporaryFolder()
    for name in ["note.db", "note.db-wal"] {
      try FileManager.default.copyItem(
        atPath: notes.folder.file(name), toPath: crashed.file(name))
    }
    let recovered = try Store.open(
      StoreConfiguration(path: crashed.file("note.db")), schema: NoteStore.schema)
    #expect(try await recovered.notes() == [1_000_000, 1_000_001])
    await recovered.close()
    await notes.store.close()
  }

  /// Commits notes as a program does that knows nothing of us.
  private func commitElsewhere(_ path: String, ids: [Int]) throws {
    var connection: OpaquePointer?
    defer { sqlite3_close(connection) }
    try #require(sqlite3_open(path, &connection) == SQLITE_OK)
    for id in ids {
      let statement = "INSERT INTO note (id, text) VALUES (\(id), '')"
      try #require(sqlite3_exec(connection, statement, nil, nil, nil) == SQLITE_OK)
    }
  }
}
