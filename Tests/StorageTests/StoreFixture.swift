import Domain
import Foundation
import Storage

/// A folder that goes away with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("storage-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func file(_ name: String) -> String { path + "/" + name }
}

/// A store with one table of numbered notes.
struct NoteStore {
  static let table = Table("note", [.id("id"), .text("text")], primaryKey: ["id"])
  static let schema = StoreSchema("note", [Migration("notes", [.createTable(table)])])

  let folder: TemporaryFolder
  let store: Store

  init(_ change: (inout StoreConfiguration) -> Void = { _ in }) throws {
    folder = try TemporaryFolder()
    var configuration = StoreConfiguration(path: folder.file("note.db"))
    change(&configuration)
    store = try Store.open(configuration, schema: NoteStore.schema)
  }

  func reopened() async throws -> Store {
    await store.close()
    return try Store.open(
      StoreConfiguration(path: folder.file("note.db")), schema: NoteStore.schema)
  }
}

extension Transaction {
  func note(_ id: Int, _ text: String = "") throws {
    try execute("INSERT INTO note (id, text) VALUES ($1, $2)", id, text)
  }
}

extension Store {
  /// The numbers of all notes in order.
  func notes() async throws -> [Int] {
    try await read { try $0.rows("SELECT id FROM note ORDER BY id") { try $0.value(0) } }
  }

  /// How many notes there are.
  func noteCount() async throws -> Int {
    try await read { try $0.first("SELECT count(*) FROM note") { try $0.value(0) } } ?? -1
  }
}

/// Runs `body` and gives the code of the ``StorageError`` that it throws, or nothing.
func code<Value>(of body: () async throws -> Value) async -> StorageError.Code? {
  do {
    _ = try await body()
    return nil
  } catch {
    return (error as? StorageError)?.code
  }
}

/// Holds the writer thread until it is opened, so that callers gather behind it.
final class Gate: Sendable {
  private let closed = DispatchSemaphore(value: 0)
  private let reached = DispatchSemaphore(value: 0)

  /// Called on the writer thread.
  func hold() {
    reached.signal()
    closed.wait()
  }

  /// Returns when the writer thread is held.
  func waitUntilHeld() async {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        reached.wait()
        continuation.resume()
      }
    }
  }

  func open() { closed.signal() }
}
