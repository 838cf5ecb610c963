import Messages
import Testing

@testable import Gateway

@Suite("Changes wait for the store in their order", .timeLimit(.minutes(1)))
struct ArrivedChangesTests {
  private func positions(_ changes: [TypeV1.Change]?) -> [Int64]? { changes?.map(\.position) }

  @Test("What has arrived is taken together, and what comes later by itself")
  func together() async throws {
    let arrived = ArrivedChanges()
    for position in Int64(1)...3 { try await arrived.add(change(at: position)) }
    #expect(positions(await arrived.take()) == [1, 2, 3])
    async let next = arrived.take()
    try await arrived.add(change(at: 4))
    #expect(positions(await next) == [4])
  }

  @Test("Whoever adds waits while as many are held as may be")
  func bounded() async throws {
    let arrived = ArrivedChanges(countMax: 2)
    let adding = Task {
      for position in Int64(1)...5 { try await arrived.add(change(at: position)) }
      arrived.end()
    }
    var taken: [Int64] = []
    while let changes = positions(await arrived.take()) {
      #expect(changes.count <= 2)
      taken += changes
    }
    try await adding.value
    #expect(taken == [1, 2, 3, 4, 5])
  }

  @Test("At the end what is held is still taken, and then nothing")
  func end() async throws {
    let arrived = ArrivedChanges()
    try await arrived.add(change(at: 1))
    arrived.end()
    #expect(positions(await arrived.take()) == [1])
    #expect(await arrived.take() == nil)
  }

  @Test("Whoever adds is told when nothing is taken any more, also while waiting")
  func takerGone() async throws {
    let arrived = ArrivedChanges(countMax: 1)
    try await arrived.add(change(at: 1))
    let waiting = Task.immediate { try await arrived.add(change(at: 2)) }
    arrived.end()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    await #expect(throws: CancellationError.self) { try await arrived.add(change(at: 3)) }
  }
}
