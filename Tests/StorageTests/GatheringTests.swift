import Storage
import Testing

@Suite("Writes that can wait are gathered for one transaction", .timeLimit(.minutes(1)))
struct GatheringTests {
  /// A store that keeps writes back until a group of four is full, as good as for ever.
  private func patientStore() throws -> NoteStore {
    try NoteStore {
      $0.gatherMilliseconds = 3_600_000
      $0.groupSizeMax = 4
    }
  }

  /// Begins writes that can wait and returns when they are queued.
  private func begin(_ numbers: Range<Int>, in store: Store) async -> Task<Void, any Error> {
    let before = store.statistics.writesQueued
    let task = Task {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in numbers {
          group.addTask { try await store.write(urgency: .gathered) { try $0.note(number) } }
        }
        try await group.waitForAll()
      }
    }
    while store.statistics.writesQueued < before + numbers.count { await Task.yield() }
    return task
  }

  @Test("They wait until a group is full, and become durable together")
  func fillsAGroup() async throws {
    let store = try patientStore().store
    let first = await begin(0..<3, in: store)
    #expect(store.statistics.groupsCommitted == 0)
    try await store.write(urgency: .gathered) { try $0.note(3) }
    try await first.value
    #expect(store.statistics.groupsCommitted == 1)
    #expect(try await store.notes() == [0, 1, 2, 3])
    await store.close()
  }

  @Test("A write that cannot wait takes those along that do")
  func takenAlong() async throws {
    let store = try patientStore().store
    let first = await begin(0..<2, in: store)
    try await store.write { try $0.note(2) }
    try await first.value
    #expect(store.statistics.groupsCommitted == 1)
    await store.close()
  }

  @Test("Behind a write that could not wait, others are kept back again")
  func waitsAgain() async throws {
    let store = try patientStore().store
    try await store.write { try $0.note(0) }
    let next = await begin(1..<3, in: store)
    #expect(store.statistics.groupsCommitted == 1)
    try await store.write { try $0.note(3) }
    try await next.value
    #expect(store.statistics.groupsCommitted == 2)
    await store.close()
  }

  @Test("When the time is over they are written, full or not")
  func timeIsOver() async throws {
    let store = try NoteStore { $0.gatherMilliseconds = 1 }.store
    try await store.write(urgency: .gathered) { try $0.note(1) }
    #expect(try await store.notes() == [1])
    await store.close()
  }

  @Test("A store that closes keeps none back")
  func closes() async throws {
    let notes = try patientStore()
    let first = await begin(0..<2, in: notes.store)
    await notes.store.close()
    try await first.value
    #expect(try await notes.reopened().notes() == [0, 1])
  }
}
