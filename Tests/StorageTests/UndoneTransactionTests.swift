import CSQLite
import Foundation
import Storage
import Testing

@Suite("Of a transaction that was undone nothing is left in the log to come back")
struct UndoneTransactionTests {
  /// Around as many rows as fill the pages that a connection keeps in memory: a few go to the log before
  /// the transaction ends, fewer than are held back.
  private static let counts = stride(from: 3_400, through: 3_800, by: 10)
  private let text = String(repeating: "x", count: 4_000)

  private struct Unwanted: Error {}

  @Test("What another process commits after a transaction was undone is not overwritten")
  func leavesOthersAlone() async throws {
    let notes = try NoteStore()
    try await notes.store.write { try $0.note(-1) }
    var expected = [-1]
    for (round, count) in Self.counts.enumerated() {
      await #expect(throws: Unwanted.self) {
        try await notes.store.write { transaction in
          for id in 0..<count { try transaction.note(1_000 + id, text) }
          throw Unwanted()
        }
      }
      let others = (0..<4).map { 10 * (round + 1) + $0 }
      try commitElsewhere(notes.folder.file("note.db"), ids: others)
      try await notes.store.write { try $0.note(others[3] + 1) }
      expected += others + [others[3] + 1]
      #expect(try await notes.store.notes() == expected, "after \(count) undone")
    }
    #expect(try await notes.store.violations() == [])
    let reopened = try await notes.reopened()
    #expect(try await reopened.notes() == expected)
    await reopened.close()
  }

  @Test("A commit that was refused for want of room is not there after a crash")
  func refusedStaysRefused() async throws {
    guard let disk = try SmallDisk(kibibytes: 1_024) else { return }
    defer { disk.unmount() }
    let store = try Store.open(
      StoreConfiguration(path: disk.path + "/note.db"), schema: NoteStore.schema)
    try await store.write { try $0.note(-1) }
    var kept = 0
    var failure: StorageError.Code?
    while failure == nil {
      let first = kept
      failure = await code(of: {
        try await store.write { transaction in
          for id in first..<(first + 20) { try transaction.note(id, text) }
        }
      })
      if failure == nil { kept += 20 }
    }
    #expect(failure == .full)
    try disk.grow(kibibytes: 262_144)
    let crashed = try TemporaryFolder()
    await #expect(throws: Unwanted.self) {
      try await store.write { transaction in
        var length = try size(of: disk.path + "/note.db-wal")
        for id in 0..<8_000 where length >= 0 {
          try transaction.note(1_000_000 + id, text)
          guard try size(of: disk.path + "/note.db-wal") != length else { continue }
          // The first of the new pages, or what was refused, has just gone to the log.
          for name in ["note.db", "note.db-wal"] {
            try FileManager.default.copyItem(
              atPath: disk.path + "/" + name, toPath: crashed.file(name))
          }
          length = -1
        }
        throw Unwanted()
      }
    }
    await store.close()
    let recovered = try Store.open(
      StoreConfiguration(path: crashed.file("note.db")), schema: NoteStore.schema)
    #expect(try await recovered.notes() == [-1] + Array(0..<kept))
    await recovered.close()
  }

  private func size(of path: String) throws -> Int {
    try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? -1
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
