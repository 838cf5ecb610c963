import Storage
import Testing

@Suite("Callers that arrive together share a transaction")
struct GroupCommitTests {
  private struct Refusal: Error, Equatable {}

  /// Gathers `count` writes behind a held writer and runs them as one group.
  private func gathered(
    _ store: Store, _ count: Int, _ body: @escaping @Sendable (Int, Transaction) throws -> Void
  ) async -> [Result<Void, any Error>] {
    let gate = Gate()
    return await withTaskGroup(of: (Int, Result<Void, any Error>).self) { group in
      group.addTask {
        _ = try? await store.write { _ in gate.hold() }
        return (-1, .success(()))
      }
      await gate.waitUntilHeld()
      for number in 0..<count {
        group.addTask {
          do {
            try await store.write { transaction in try body(number, transaction) }
            return (number, .success(()))
          } catch {
            return (number, .failure(error))
          }
        }
      }
      while store.statistics.writesQueued < count { await Task.yield() }
      gate.open()
      var outcomes = [Result<Void, any Error>](repeating: .failure(Refusal()), count: count)
      for await (number, outcome) in group where number >= 0 { outcomes[number] = outcome }
      return outcomes
    }
  }

  @Test("Forty callers that wait together become durable in one commit")
  func sharesOneCommit() async throws {
    let notes = try NoteStore()
    let outcomes = await gathered(notes.store, 40) { number, transaction in
      try transaction.note(number)
    }
    #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
    #expect(notes.store.statistics.groupsCommitted == 2)
    #expect(notes.store.statistics.groupSizeLargest == 40)
    #expect(try await notes.store.notes() == Array(0..<40))
    await notes.store.close()
  }

  @Test("A group is no larger than its limit")
  func boundsTheGroup() async throws {
    let notes = try NoteStore { $0.groupSizeMax = 16 }
    _ = await gathered(notes.store, 40) { number, transaction in try transaction.note(number) }
    #expect(notes.store.statistics.groupSizeLargest == 16)
    #expect(notes.store.statistics.groupsCommitted == 4)
    await notes.store.close()
  }

  @Test("What one caller throws undoes its own rows and nobody else's")
  func isolatesAFailure() async throws {
    let notes = try NoteStore()
    let outcomes = await gathered(notes.store, 30) { number, transaction in
      try transaction.note(number)
      try transaction.note(1_000 + number)
      if number % 3 == 0 { throw Refusal() }
    }
    for (number, outcome) in outcomes.enumerated() {
      #expect((try? outcome.get()) == nil ? number % 3 == 0 : number % 3 != 0)
    }
    let kept = (0..<30).filter { $0 % 3 != 0 }
    #expect(try await notes.store.notes() == kept + kept.map { $0 + 1_000 })
    #expect(notes.store.statistics.groupsCommitted == 2)
    await notes.store.close()
  }

  @Test("Where nobody fails every caller runs once, and where one does the group runs once more")
  func runsAgainAfterAFailure() async throws {
    for failing in [nil, 4] {
      let notes = try NoteStore()
      let runs = SeenNumbers()
      _ = await gathered(notes.store, 10) { number, transaction in
        runs.add(number)
        try transaction.note(number)
        if number == failing { throw Refusal() }
      }
      let counts = Dictionary(runs.sorted.map { ($0, 1) }, uniquingKeysWith: +)
      #expect(counts.count == 10)
      #expect(counts.values.allSatisfy { $0 <= (failing == nil ? 1 : 2) })
      #expect(counts[4] == (failing == nil ? 1 : 2))
      #expect(try await notes.store.notes() == (0..<10).filter { $0 != failing })
      await notes.store.close()
    }
  }

  @Test("A refused row does not end the caller that expects it")
  func survivesADuplicate() async throws {
    let notes = try NoteStore()
    let outcomes = await gathered(notes.store, 10) { number, transaction in
      let refusal = #expect(throws: StorageError.self) {
        try transaction.note(7)
        try transaction.note(7)
      }
      #expect(refusal?.code == .duplicate)
      try transaction.note(100 + number)
    }
    #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
    #expect(try await notes.store.notes() == [7] + (100..<110))
    await notes.store.close()
  }

  @Test("A caller alone that throws leaves nothing behind")
  func undoesALonelyFailure() async throws {
    let notes = try NoteStore()
    await #expect(throws: Refusal.self) {
      try await notes.store.write { transaction in
        try transaction.note(1)
        throw Refusal()
      }
    }
    #expect(try await notes.store.notes() == [])
    try await notes.store.write { try $0.note(2) }
    #expect(try await notes.store.notes() == [2])
    await notes.store.close()
  }

  @Test("Actions after the commit run for callers that succeeded and for no other")
  func runsActionsOfKeptWork() async throws {
    let notes = try NoteStore()
    let seen = SeenNumbers()
    _ = await gathered(notes.store, 10) { number, transaction in
      try transaction.note(number)
      transaction.afterCommit { seen.add(number) }
      if number % 2 == 0 { throw Refusal() }
    }
    #expect(seen.sorted == [1, 3, 5, 7, 9])
    await notes.store.close()
  }

  @Test("A caller beyond the queue is refused at once and the others are served")
  func refusesBeyondTheQueue() async throws {
    let notes = try NoteStore { $0.writesQueuedMax = 4 }
    let gate = Gate()
    let store = notes.store
    async let held: Void = store.write { _ in gate.hold() }
    await gate.waitUntilHeld()
    async let queued = withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 { group.addTask { try await store.write { try $0.note(number) } } }
      try await group.waitForAll()
    }
    while store.statistics.writesQueued < 4 { await Task.yield() }
    #expect(await code(of: { try await store.write { try $0.note(9) } }) == .overloaded)
    gate.open()
    try await held
    try await queued
    #expect(try await store.notes() == [0, 1, 2, 3])
    await store.close()
  }

  @Test("A closed store finishes what was queued and refuses the rest")
  func closes() async throws {
    let notes = try NoteStore()
    let store = notes.store
    let gate = Gate()
    async let held: Void = store.write { _ in gate.hold() }
    await gate.waitUntilHeld()
    async let queued: Void = store.write { try $0.note(1) }
    while store.statistics.writesQueued < 1 { await Task.yield() }
    async let closed: Void = store.close()
    while await code(of: { _ = try await store.noteCount() }) != .closed { await Task.yield() }
    gate.open()
    _ = try await (held, queued)
    await closed
    #expect(await code(of: { try await store.write { try $0.note(2) } }) == .closed)
    #expect(try await notes.reopened().notes() == [1])
  }
}
