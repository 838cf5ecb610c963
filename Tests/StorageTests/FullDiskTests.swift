import Foundation
import Storage
import Testing

@Suite(
  "A store without room acknowledges nothing it could not keep, and goes on when there is room")
struct FullDiskTests {
  private let text = String(repeating: "x", count: 1_000)

  @Test("A store at its own limit refuses growth, serves reads and takes rows after others go")
  func respectsItsLimit() async throws {
    let notes = try NoteStore { $0.filePagesMax = 64 }
    var kept = 0
    var failure: StorageError.Code?
    while failure == nil, kept < 10_000 {
      let next = kept
      failure = await code(of: { try await notes.store.write { try $0.note(next, text) } })
      if failure == nil { kept += 1 }
    }
    #expect(failure == .full)
    #expect(try await notes.store.notes() == Array(0..<kept))
    try await notes.store.write { try $0.execute("DELETE FROM note WHERE id < $1", 50) }
    try await notes.store.write { try $0.note(100_000, text) }
    #expect(try await notes.store.noteCount() == kept - 49)
    await notes.store.close()
  }

  @Test("A full disk fails every caller of the group, and nothing acknowledged is lost")
  func survivesAFullDisk() async throws {
    guard let disk = try SmallDisk(kibibytes: 2_048) else { return }
    defer { disk.unmount() }
    var configuration = StoreConfiguration(path: disk.path + "/s.db")
    configuration.checkpointPages = 64
    let store = try Store.open(configuration, schema: NoteStore.schema)
    let acknowledged = await fill(store, from: 0)
    #expect(store.statistics.lastFailure == .full)
    #expect(Set(try await store.notes()).isSuperset(of: acknowledged))
    #expect(try await store.noteCount() == acknowledged.count)

    try disk.grow(kibibytes: 65_536)
    try await store.write { try $0.note(1_000_000, text) }
    #expect(try await store.noteCount() == acknowledged.count + 1)
    #expect(store.statistics.lastFailure == nil)
    await store.close()
    let reopened = try Store.open(configuration, schema: NoteStore.schema)
    #expect(try await reopened.noteCount() == acknowledged.count + 1)
    #expect(try await reopened.violations() == [])
    await reopened.close()
  }

  /// Writes from eight callers at once until one is refused; gives what was acknowledged.
  private func fill(_ store: Store, from start: Int) async -> Set<Int> {
    await withTaskGroup(of: Set<Int>.self) { group in
      for caller in 0..<8 {
        group.addTask { [text] in
          var kept: Set<Int> = []
          for number in 0..<5_000 {
            let id = start + caller * 10_000 + number
            let failure = await code(of: { try await store.write { try $0.note(id, text) } })
            guard failure == nil else { break }
            kept.insert(id)
          }
          return kept
        }
      }
      return await group.reduce(into: []) { $0.formUnion($1) }
    }
  }
}
