import RPC
import SampleClaims
import Synchronization
import Testing

@testable import Gateway

@Suite("An edge carries items in batches", .timeLimit(.minutes(2)))
struct BatchingEdgeTests {
  @Test("What arrives while two batches are under way goes out as the next one")
  func batches() async throws {
    let service = HeldService()
    try await service.run { edge, calls in
      let first = ask(edge, 1)
      let firstCall = try #require(await calls.next())
      #expect(firstCall.items == [1])
      let second = ask(edge, 2)
      let secondCall = try #require(await calls.next())
      #expect(secondCall.items == [2])
      let rest = (3...6).map { ask(edge, $0) }
      secondCall.answer()
      #expect(await second.value == "answered 2")
      let nextCall = try #require(await calls.next())
      #expect(nextCall.items == [3, 4, 5, 6])
      nextCall.answer()
      firstCall.answer()
      #expect(await first.value == "answered 1")
      for (item, asked) in zip(3..., rest) { #expect(await asked.value == "answered \(item)") }
    }
  }

  @Test("An unknown outcome is asked again with the same items in the same order")
  func asksAgain() async throws {
    let service = HeldService()
    try await service.run { edge, calls in
      let blockers = (ask(edge, 1), ask(edge, 2))
      let (one, two) = (try #require(await calls.next()), try #require(await calls.next()))
      let rest = (3...5).map { ask(edge, $0) }
      one.answer()
      let wrongCount = try #require(await calls.next())
      #expect(wrongCount.items == [3, 4, 5])
      wrongCount.answer(count: 2)
      for code in [.unavailable, .deadlineExceeded, .unavailable, .cancelled] as [RPCStatusCode] {
        let call = try #require(await calls.next())
        #expect(call.items == [3, 4, 5])
        call.fail(RPCError(code, ""))
      }
      let last = try #require(await calls.next())
      #expect(last.items == [3, 4, 5])
      last.answer()
      for (item, asked) in zip(3..., rest) { #expect(await asked.value == "answered \(item)") }
      two.answer()
      _ = await (blockers.0.value, blockers.1.value)
    }
  }

  @Test("One item that is refused does not harm those that went with it")
  func splits() async throws {
    let edge = BatchingEdge<Int, Int>("test", itemsMax: 10, onTrouble: { _, _ in }) { items, _ in
      guard !items.contains(7) else { throw RPCError(.invalidArgument, "", reason: "POISON") }
      return items
    }
    let asked = (1...10).map { ask(edge, $0) }
    try await running(edge) {
      for (item, task) in zip(1..., asked) {
        #expect(await task.value == (item == 7 ? "refused POISON" : "answered \(item)"))
      }
    }
  }

  @Test("An item that the service never gets through holds up no other")
  func stuckItem() async throws {
    let edge = BatchingEdge<Int, Int>(
      "test", itemsMax: 10, backoff: Backoff(first: .zero, longest: .zero),
      onTrouble: { _, _ in }
    ) { items, _ in
      guard !items.contains(7) else {
        await Task.yield()
        throw RPCError(.internalError, "")
      }
      return items
    }
    let asked = (1...10).map { ask(edge, $0) }
    try await running(edge) {
      for (item, task) in zip(1..., asked) where item != 7 {
        #expect(await task.value == "answered \(item)")
      }
      #expect(await ask(edge, 11).value == "answered 11")
      #expect(await ask(edge, 12).value == "answered 12")
    }
    #expect(await asked[6].value == "stopped", "it is asked until the process ends")
  }

  @Test("When the process ends, everyone who waits goes on exactly once")
  func stops() async throws {
    let service = HeldService()
    var asked: [Task<String, Never>] = []
    try await service.run { edge, calls in
      asked += [ask(edge, 1), ask(edge, 2)]
      _ = (await calls.next(), await calls.next())
      asked += (3...9).map { ask(edge, $0) }
    }
    for task in asked { #expect(await task.value == "stopped") }
    #expect(await ask(service.edge, 10).value == "stopped", "nobody waits for an ended edge")
  }

  @Test("An item that comes while the process ends is not forgotten")
  func comesWhileEnding() async throws {
    let entered = AsyncGate()
    let gate = AsyncGate()
    let edge = BatchingEdge<Int, Int>("test", itemsMax: 10, onTrouble: { _, _ in }) { items, _ in
      entered.open()
      await gate.wait()
      return items
    }
    let first = ask(edge, 1)
    let running = Task { await edge.run() }
    await entered.wait()
    running.cancel()
    let second = ask(edge, 2)
    let third = ask(edge, 3)
    gate.open()
    await running.value
    #expect(await first.value == "answered 1", "an answer that arrives is given")
    #expect(await second.value == "stopped")
    #expect(await third.value == "stopped")
  }

  @Test("A caller whose task is cancelled still gets the answer of what it asked")
  func cancelledCaller() async throws {
    let service = HeldService()
    try await service.run { edge, calls in
      let task = ask(edge, 1)
      let call = try #require(await calls.next())
      task.cancel()
      call.answer()
      #expect(await task.value == "answered 1")
    }
  }

  @Test(
    "Every item gets its own answer, whatever the service does",
    arguments: [11, 22, 33] as [UInt64])
  func randomFailures(seed: UInt64) async throws {
    let service = UnsteadyService(seed: seed)
    let edge = BatchingEdge<Int, Int>(
      "test", itemsMax: 16, backoff: Backoff(first: .zero, longest: .zero),
      onTrouble: { _, _ in }, send: { items, _ in try await service.carry(items) })
    try await running(edge) {
      await withTaskGroup(of: Void.self) { group in
        for item in 0..<600 {
          group.addTask {
            let expected = item % 50 == 49 ? "refused POISON" : "answered \(item)"
            let outcome = await word(edge.ask(item))
            #expect(outcome == expected, "seed \(seed)")
          }
        }
      }
    }
    let (most, largest) = service.figures
    #expect(most <= 2, "\(most) batches were under way at once, seed \(seed)")
    #expect(largest <= 16, "seed \(seed)")
  }
}

/// Asks at once, so that the item is on the edge when this returns.
private func ask(_ edge: BatchingEdge<Int, Int>, _ item: Int) -> Task<String, Never> {
  Task.immediate { await word(edge.ask(item)) }
}

private func word(_ outcome: BatchingEdge<Int, Int>.Outcome) -> String {
  switch outcome {
  case .answered(let answer): "answered \(answer)"
  case .refused(let error): "refused \(error.reason)"
  case .stopped: "stopped"
  }
}

private func running(
  _ edge: BatchingEdge<Int, Int>, _ body: () async throws -> Void
) async throws {
  let task = Task { await edge.run() }
  try await body()
  task.cancel()
  await task.value
}

/// A service whose calls the test answers one by one; a call that is cancelled ends by itself.
private final class HeldService: Sendable {
  struct Call: Sendable {
    let items: [Int]
    fileprivate let given: AsyncThrowingStream<[Int], any Error>.Continuation

    func answer() { given.yield(items) }
    func answer(count: Int) { given.yield(Array(items.prefix(count))) }
    func fail(_ error: any Error) { given.finish(throwing: error) }
  }

  let edge: BatchingEdge<Int, Int>
  private let calls: AsyncStream<Call>

  init() {
    let (calls, arrived) = AsyncStream<Call>.makeStream()
    self.calls = calls
    edge = BatchingEdge(
      "test", itemsMax: 128, backoff: Backoff(first: .zero, longest: .zero),
      onTrouble: { _, _ in },
      send: { items, _ in
        let (answers, given) = AsyncThrowingStream<[Int], any Error>.makeStream()
        arrived.yield(Call(items: items, given: given))
        for try await answer in answers { return answer }
        throw CancellationError()
      })
  }

  /// Runs the edge around `body`, then ends it.
  func run(
    _ body: (BatchingEdge<Int, Int>, inout AsyncStream<Call>.Iterator) async throws -> Void
  ) async throws {
    let task = Task { await edge.run() }
    var iterator = calls.makeAsyncIterator()
    try await body(edge, &iterator)
    task.cancel()
    await task.value
  }
}

/// A service that fails at random in every way, refuses some items, and counts what it is asked.
private final class UnsteadyService: Sendable {
  private struct State {
    var random: SeededRandom
    var underWay = 0
    var mostUnderWay = 0
    var largestBatch = 0
  }

  private let state: Mutex<State>

  init(seed: UInt64) {
    state = Mutex(State(random: SeededRandom(seed: seed)))
  }

  var figures: (most: Int, largest: Int) {
    state.withLock { ($0.mostUnderWay, $0.largestBatch) }
  }

  func carry(_ items: [Int]) async throws -> [Int] {
    let chance = state.withLock { state in
      state.underWay += items.count > 1 ? 1 : 0
      state.mostUnderWay = max(state.mostUnderWay, state.underWay)
      state.largestBatch = max(state.largestBatch, items.count)
      return state.random.number(in: 0..<10)
    }
    for _ in 0..<chance { await Task.yield() }
    defer { state.withLock { $0.underWay -= items.count > 1 ? 1 : 0 } }
    switch chance {
    case 0: throw RPCError(.unavailable, "")
    case 1: throw RPCError(.deadlineExceeded, "")
    case 2: return Array(items.dropLast())
    default: break
    }
    guard items.allSatisfy({ $0 % 50 != 49 }) else {
      throw RPCError(.invalidArgument, "", reason: "POISON")
    }
    return items
  }
}
