import Domain
import RPC
import Synchronization
import Testing

@testable import Gateway

@Suite("An edge says by which call an item was carried", .timeLimit(.minutes(1)))
struct EdgeTraceTests {
  private typealias Edge = BatchingEdge<Int, Int>

  /// Time that goes on by a millisecond whenever it is looked at.
  private func clock() -> MachineClock {
    let ticks = TickingClock()
    return MachineClock(
      now: { Instant(microseconds: 5_000_000 + ticks.next()) }, uptime: { ticks.next() },
      wait: { _ in })
  }

  private func edge(
    _ sent: SentCalls, fails: @escaping @Sendable ([Int], Int) -> RPCError? = { _, _ in nil }
  ) -> Edge {
    Edge(
      "adjudicate", itemsMax: 8, backoff: Backoff(first: .zero, longest: .zero), clock: clock(),
      onTrouble: { _, _ in }
    ) { items, trace in
      let number = sent.add(items, trace)
      if let error = fails(items, number) { throw error }
      return items
    }
  }

  private func run<Value>(_ edge: Edge, _ body: () async throws -> Value) async rethrows -> Value {
    let task = Task { await edge.run() }
    defer { task.cancel() }
    return try await body()
  }

  @Test("An item alone goes under its own trace as a call of its own")
  func alone() async throws {
    let sent = SentCalls()
    let edge = edge(sent)
    let cause = try #require(
      RPCTrace(id: RPCTraceSource().begin().id, spanID: 9, state: "vendor=1"))
    let carried = await run(edge) { await edge.carry(1, under: cause) }
    let call = try #require(carried.call)
    #expect(call.trace == cause.id)
    #expect(call.spanID != cause.spanID)
    #expect(call.calls == 1)
    #expect(call.microseconds == 1_000, "by the clock that only grows, not by the wall clock")
    #expect(call.sentAt.microseconds > 5_000_000)
    let trace = try #require(sent.all.first?.trace)
    #expect(trace.id == cause.id)
    #expect(trace.spanID == call.spanID)
    #expect(trace.parentSpanID == cause.spanID)
    #expect(trace.state == "vendor=1")
  }

  @Test("A batch of several has a trace of its own, which every item's note names")
  func together() async throws {
    let sent = SentCalls()
    let gate = AsyncGate()
    let edge = Edge("hold", itemsMax: 8, onTrouble: { _, _ in }) { items, trace in
      sent.add(items, trace)
      if items.count == 1 { await gate.wait() }
      return items
    }
    let causes = (0..<4).map { _ in RPCTraceSource().begin() }
    let calls = await run(edge) {
      let asked = causes.enumerated().map { index, cause in
        Task.immediate { await edge.carry(index, under: cause).call }
      }
      gate.open()
      var calls: [CallNote] = []
      for task in asked { if let call = await task.value { calls.append(call) } }
      return calls
    }
    #expect(calls.count == 4)
    #expect(calls[0].trace == causes[0].id)
    #expect(calls[1].trace == causes[1].id)
    #expect(calls[2].trace == calls[3].trace)
    #expect(calls[2].spanID == calls[3].spanID)
    #expect(!causes.map(\.id).contains(calls[2].trace))
  }

  @Test("Each try is a call of its own, and the note counts them all")
  func repeated() async throws {
    let sent = SentCalls()
    let edge = edge(sent) { _, number in number < 3 ? RPCError(.unavailable, "") : nil }
    let cause = RPCTraceSource().begin()
    let carried = await run(edge) { await edge.carry(1, under: cause) }
    let call = try #require(carried.call)
    #expect(call.calls == 4)
    #expect(Set(sent.all.map(\.trace.spanID)).count == 4)
    #expect(sent.all.allSatisfy { $0.trace.id == cause.id })
    #expect(sent.all.last?.trace.spanID == call.spanID)
    #expect(edge.counts == EdgeCounts(calls: 4, items: 4, failures: 3))
  }

  @Test("An item that a batch failed on goes on under its own trace, its calls counted on")
  func split() async throws {
    let sent = SentCalls()
    let gate = AsyncGate()
    let edge = Edge("hold", itemsMax: 8, onTrouble: { _, _ in }) { items, trace in
      sent.add(items, trace)
      if items == [0] || items == [1] { await gate.wait() }
      if items.count > 1 { throw RPCError(.invalidArgument, "", reason: "POISON") }
      return items
    }
    let causes = (0..<4).map { _ in RPCTraceSource().begin() }
    let last = await run(edge) {
      let asked = causes.enumerated().map { index, cause in
        Task.immediate { await edge.carry(index, under: cause).call }
      }
      gate.open()
      for task in asked.dropLast() { _ = await task.value }
      return await asked.last?.value
    }
    #expect(last?.calls == 2)
    #expect(last?.trace == causes[3].id)
  }
}

/// A clock that goes on whenever it is read.
private final class TickingClock: Sendable {
  private let ticks = Mutex<Int64>(0)

  func next() -> Int64 {
    ticks.withLock { ticks in
      ticks += 1_000
      return ticks
    }
  }
}

/// The calls that an edge sent.
private final class SentCalls: Sendable {
  private let calls = Mutex<[(items: [Int], trace: RPCTrace)]>([])

  var all: [(items: [Int], trace: RPCTrace)] { calls.withLock { $0 } }

  /// - Returns: How many calls were sent before.
  @discardableResult
  func add(_ items: [Int], _ trace: RPCTrace) -> Int {
    calls.withLock { calls in
      calls.append((items, trace))
      return calls.count - 1
    }
  }
}
