import Foundation
import Storage
import Testing

@Suite("The log is moved to the file while writers go on")
struct CheckpointTests {
  @Test("Under steady writing the log stays near its bound, and nothing is lost")
  func boundsTheLog() async throws {
    let notes = try NoteStore { $0.checkpointPages = 64 }
    let store = notes.store
    let text = String(repeating: "x", count: 2_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<16 {
        group.addTask {
          for number in 0..<150 {
            try await store.write { try $0.note(caller * 1_000 + number, text) }
          }
        }
      }
      try await group.waitForAll()
    }
    let log =
      try FileManager.default.attributesOfItem(
        atPath: notes.folder.file("note.db-wal"))[.size] as? Int
    #expect(store.statistics.checkpoints > 1)
    #expect(try #require(log) < 2_400 * 2_000)
    #expect(try await store.noteCount() == 2_400)
    await store.close()
    #expect(!FileManager.default.fileExists(atPath: notes.folder.file("note.db-wal")))
  }

  @Test("A reader keeps its snapshot while others write and the log is moved")
  func keepsSnapshots() async throws {
    let notes = try NoteStore { $0.checkpointPages = 16 }
    let store = notes.store
    try await store.write { try $0.note(0) }
    let gate = Gate()
    async let seen = store.read { reader in
      let before: Int? = try reader.first("SELECT count(*) FROM note") { try $0.value(0) }
      gate.hold()
      let after: Int? = try reader.first("SELECT count(*) FROM note") { try $0.value(0) }
      return [before, after]
    }
    await gate.waitUntilHeld()
    for number in 1...200 {
      try await store.write { try $0.note(number, String(repeating: "y", count: 2_000)) }
    }
    gate.open()
    #expect(try await seen == [1, 1])
    #expect(try await store.noteCount() == 201)
    await store.close()
  }
}
