import Domain
import Storage
import Testing

@Suite("Answers and changes are kept with what they belong to")
struct LogTests {
  private static let schema = StoreSchema(
    "log", [Migration("first", [.createTable(AnswerLog.table), .createTable(ChangeLog.table)])])

  private func open(_ folder: TemporaryFolder) throws -> Store {
    try Store.open(StoreConfiguration(path: folder.file("s.db")), schema: Self.schema)
  }

  private func change(_ number: Int) -> Change {
    Change(
      kind: "coverage", subject: Redacted("M\(number)"),
      days: DaySpan(from: Day(number: 20_000)), at: Instant(microseconds: Int64(number)))
  }

  @Test(
    "A repeated request is answered byte for byte, and another one is told that the key is used")
  func keepsAnswers() async throws {
    let folder = try TemporaryFolder()
    let digest = [UInt8](repeating: 1, count: 32)
    let other = [UInt8](repeating: 2, count: 32)
    let answer: [UInt8] = [0, 1, 2, 255]
    var store = try open(folder)
    try await store.write { transaction in
      #expect(try AnswerLog.answer(for: "c1/1/1/hold", digest: digest, in: transaction) == .absent)
      try AnswerLog.store(answer, for: "c1/1/1/hold", digest: digest, in: transaction)
    }
    await store.close()
    store = try open(folder)
    try await store.read { reader in
      let same = try AnswerLog.answer(for: "c1/1/1/hold", digest: digest, in: reader)
      let reused = try AnswerLog.answer(for: "c1/1/1/hold", digest: other, in: reader)
      let next = try AnswerLog.answer(for: "c1/1/2/hold", digest: digest, in: reader)
      #expect(same == .stored(answer))
      #expect(reused == .keyReused)
      #expect(next == .absent)
    }
    let again = await code(of: { [store] in
      try await store.write {
        try AnswerLog.store(answer, for: "c1/1/1/hold", digest: digest, in: $0)
      }
    })
    #expect(again == .duplicate)
    let short = await code(of: { [store] in
      try await store.write { try AnswerLog.store([], for: "k", digest: [1], in: $0) }
    })
    #expect(short == .misuse)
    await store.close()
  }

  @Test("Changes are read in order, a page at a time, from any position")
  func readsPages() async throws {
    let store = try open(try TemporaryFolder())
    let log = ChangeLog(store)
    for number in 1...7 {
      let change = change(number)
      try await store.write { try log.append(change, in: $0) }
    }
    let first = try await log.changes(after: 0, limit: 4)
    let second = try await log.changes(after: first.last?.position ?? -1, limit: 4)
    #expect((first + second).map(\.change) == (1...7).map(change))
    #expect(try await log.changes(after: second.last?.position ?? -1, limit: 4) == [])
    await store.close()
  }

  @Test("A reader that has seen everything is woken by the next change")
  func wakesReaders() async throws {
    let store = try open(try TemporaryFolder())
    let log = ChangeLog(store)
    let expected = (1...50).map(change)
    async let read = { () async throws -> [Change] in
      var seen: [Change] = []
      var position: Int64 = 0
      while seen.count < 50 {
        let page = try await log.nextChanges(after: position, limit: 3)
        seen += page.map(\.change)
        position = page.last?.position ?? position
      }
      return seen
    }()
    for change in expected {
      try await store.write { try log.append(change, in: $0) }
    }
    #expect(try await read == expected)
    await store.close()
  }

  @Test("A change that is undone wakes nobody and is not read")
  func forgetsUndoneChanges() async throws {
    struct Refusal: Error {}
    let store = try open(try TemporaryFolder())
    let log = ChangeLog(store)
    let change = change(1)
    await #expect(throws: Refusal.self) {
      try await store.write { transaction in
        try log.append(change, in: transaction)
        throw Refusal()
      }
    }
    #expect(try await log.changes(after: 0, limit: 10) == [])
    await store.close()
  }

  @Test("A cancelled wait ends")
  func endsWhenCancelled() async throws {
    let store = try open(try TemporaryFolder())
    let log = ChangeLog(store)
    let waiting = Task { try await log.nextChanges(after: 0, limit: 1) }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    await store.close()
  }

  @Test("A subject does not print")
  func redactsSubjects() {
    #expect(!"\(change(4711))".contains("4711") || !"\(change(4711))".contains("M4711"))
  }
}
