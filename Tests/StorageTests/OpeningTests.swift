import Foundation
import Storage
import Testing

@Suite("A store opens only when it can keep its promises")
struct OpeningTests {
  private func refusal(_ path: String) -> StorageError? {
    #expect(throws: StorageError.self) {
      try Store.open(StoreConfiguration(path: path), schema: NoteStore.schema)
    }
  }

  @Test("What is written is in the log on disk, flushed by every commit")
  func isDurable() async throws {
    let notes = try NoteStore()
    let settings = try await notes.store.write { transaction in
      try [
        "SELECT synchronous FROM pragma_synchronous",
        "SELECT foreign_keys FROM pragma_foreign_keys",
        "SELECT timeout FROM pragma_busy_timeout", "SELECT temp_store FROM pragma_temp_store",
      ].map { (statement: SQL) in
        try transaction.first(statement) { try $0.value(0, as: Int.self) }
      }
    }
    #expect(settings == [2, 1, 5_000, 2])
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: notes.folder.file("note.db")))
    let header = try file.read(upToCount: 100) ?? Data()
    #expect(Array(header[18...19]) == [2, 2], "the header names another kind of log")
    await notes.store.close()
  }

  @Test("The files of a store are its owner's alone")
  func isPrivate() async throws {
    let notes = try NoteStore()
    try await notes.store.write { try $0.note(1) }
    for name in ["note.db", "note.db-wal", "note.db-shm", "note.db.lock"] {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: notes.folder.file(name))
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
    await notes.store.close()
  }

  @Test("A file that others may read is refused in words")
  func refusesASharedFile() async throws {
    let notes = try NoteStore()
    await notes.store.close()
    let path = notes.folder.file("note.db")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    let error = refusal(path)
    #expect(error?.code == .configuration)
    #expect(error?.message.contains("0600") == true)
  }

  @Test("A store that is open is refused a second time, and opens once it is closed")
  func refusesASecondProcess() async throws {
    let notes = try NoteStore()
    let error = refusal(notes.folder.file("note.db"))
    #expect(error?.code == .configuration)
    #expect(error?.message.contains("another process") == true)
    await (try await notes.reopened()).close()
  }

  #if os(Linux)
    @Test("A closed store opens again although a child that is being started holds its lock")
    func opensBesideAnInheritedLock() async throws {
      let notes = try NoteStore()
      let lock = notes.folder.file("note.db.lock")
      let folder = "/proc/self/fd"
      let ours = try #require(
        try FileManager.default.contentsOfDirectory(atPath: folder).first {
          (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == lock
        })
      let inherited = dup(try #require(Int32(ours)))
      defer { close(inherited) }
      try #require(inherited >= 0)
      await (try await notes.reopened()).close()
    }
  #endif

  @Test("A missing folder, a folder and a file that is no store are refused")
  func refusesOtherFiles() throws {
    let folder = try TemporaryFolder()
    #expect(refusal(folder.file("none/s.db"))?.code == .configuration)
    #expect(refusal(folder.path)?.code == .configuration)
    #expect(refusal("")?.code == .configuration)
    let address = refusal("file:\(folder.file("s.db"))?psow=0")
    #expect(address?.code == .configuration)
    #expect(address?.message.contains("address") == true)
    let path = folder.file("text")
    #expect(
      FileManager.default.createFile(
        atPath: path, contents: Data(repeating: 0x41, count: 9_000),
        attributes: [.posixPermissions: 0o600]))
    #expect(refusal(path)?.code == .corrupt)
  }

  @Test("A damaged page is reported by the check, or by the query that meets it")
  func findsDamage() async throws {
    let notes = try NoteStore()
    try await notes.store.write { transaction in
      for number in 0..<5_000 { try transaction.note(number, "note \(number)") }
    }
    await notes.store.close()
    let path = notes.folder.file("note.db")
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try file.seek(toOffset: 4_096 * 9)
    try file.write(contentsOf: Data(repeating: 0xFF, count: 512))
    try file.close()
    let store = try Store.open(StoreConfiguration(path: path), schema: NoteStore.schema)
    #expect(try await store.violations().map(\.rule).contains("STORE-INTEGRITY"))
    #expect(await code(of: { _ = try await store.notes() }) == .corrupt)
    await store.close()
  }

  @Test("A reference to a row that is not there is reported by the check")
  func findsBrokenReferences() async throws {
    let folder = try TemporaryFolder()
    let parent = Table("parent", [.id("id")], primaryKey: ["id"])
    let child = Table(
      "child", [.id("id")], primaryKey: ["id"],
      foreignKeys: [ForeignKey("id", references: "parent", "id")])
    let schema = StoreSchema("s", [Migration("s", [.createTable(parent), .createTable(child)])])
    let path = folder.file("s.db")
    await (try Store.open(StoreConfiguration(path: path), schema: schema)).close()
    // The shell does not enforce references unless it is told to.
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
    shell.arguments = [path, "INSERT INTO child VALUES (1)"]
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3") else {
      FileHandle.standardError.write(Data("SKIPPED: sqlite3 is not installed\n".utf8))
      return
    }
    try shell.run()
    shell.waitUntilExit()
    let store = try Store.open(StoreConfiguration(path: path), schema: schema)
    let message = "a row of child refers to a row of parent that is not there"
    #expect(
      try await store.violations() == [StoreViolation(rule: "STORE-REFERENCE", message: message)])
    await store.close()
  }

  @Test("Limits out of range are refused before a file is touched")
  func refusesLimits() throws {
    let folder = try TemporaryFolder()
    var configuration = StoreConfiguration(path: folder.file("s.db"))
    configuration.groupSizeMax = 0
    #expect(throws: StorageError.self) {
      try Store.open(configuration, schema: NoteStore.schema)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }
}
