import NIOCore
import NIOEmbedded
import RPC
import RawHTTP2
import Synchronization
import Testing

/// Deadlines are kept to the nanosecond of the loop's clock, whatever order they come in.
@Suite("Deadlines on a clock of our own")
struct VirtualDeadlineTests {
  private func timeout(_ value: String) -> [(String, String)] {
    [("te", "trailers"), ("grpc-timeout", value)]
  }

  /// A handler that works until it is cancelled.
  private func stubborn(_ cancelled: Counter) -> RPCRouter {
    var router = EchoService.router()
    router.handle(
      EchoService.collect,
      clientStreaming: { _, _ in
        if await Signal().waitOrCancellation() { cancelled.add() }
        return Echo()
      })
    return router
  }

  @Test("A forgotten call ends at its deadline and not before, and its handler is cancelled")
  func forgotten() throws {
    let cancelled = Counter()
    let virtual = VirtualServer(router: stubborn(cancelled))
    let peer = try virtual.connect()
    try peer.send(.call(1, path: EchoService.collect.path, extra: timeout("300m")))
    virtual.advance(.milliseconds(300) - .nanoseconds(1))
    #expect(peer.status(1) == nil)
    virtual.advance(.nanoseconds(1))
    #expect(peer.status(1) == 4)
    #expect(cancelled.count == 1)
    #expect(virtual.records.all.map(\.nanoseconds) == [300_000_000])
    #expect(virtual.server.callsInFlight == 0)
  }

  @Test("Of many calls with timers that replace each other, each ends at its own time")
  func many() throws {
    var random = SeededGenerator(named: "VirtualDeadlineTests.many")
    let cancelled = Counter()
    let virtual = VirtualServer(router: stubborn(cancelled))
    let peer = try virtual.connect()
    var ends: [UInt32: Int] = [:]
    var stream: UInt32 = 1
    for now in 0..<3_000 {
      if ends.count < 1_000, Int.random(in: 0..<3, using: &random) > 0 {
        let time = Int.random(in: 1...60, using: &random)
        ends[stream] = now + time
        try peer.send(.call(stream, path: EchoService.collect.path, extra: timeout("\(time)m")))
        stream += 2
      }
      virtual.advance(.milliseconds(1))
      let due = ends.values.count { $0 <= now + 1 }
      #expect(virtual.records.all.count == due, "at \(now + 1) ms")
    }
    #expect(virtual.records.all.allSatisfy { $0.code == .deadlineExceeded })
    #expect(cancelled.count == 1_000)
    #expect(virtual.server.callsInFlight == 0)
  }

  @Test("A call made for a call has never more time than is left of the first, in 1,000 cases")
  func twoHops() throws {
    var random = SeededGenerator(named: "VirtualDeadlineTests.twoHops")
    for _ in 0..<1_000 {
      let outer = Int64.random(in: 1...9_000_000, using: &random)
      let spent = Int64.random(in: 0..<outer, using: &random)
      let left = try innerTime(outer: outer, spent: spent)
      #expect(left.nanoseconds <= (outer - spent) * 1_000)
      #expect(left.nanoseconds > (outer - spent) * 1_000 - 1_000)
      #expect(left.trace == traceID)
    }
  }

  private let traceID = "4bf92f3577b34da6a3ce929d0e0e4736"

  private func traceParent(_ trace: String) -> String { "00-\(trace)-00f067aa0ba902b7-01" }

  /// What a handler of the second server has left, when the first spent some of its caller's time;
  /// both in microseconds.
  private func innerTime(
    outer: Int64, spent: Int64
  ) throws -> (nanoseconds: Int64, trace: String?) {
    let onward = Mutex<RPCCallOptions?>(nil)
    let inner = Mutex<(Int64, String?)>((0, nil))
    var router = RPCRouter()
    router.handle(
      EchoService.collect,
      clientStreaming: { requests, context in
        for try await _ in requests {}
        onward.withLock { $0 = context.callOptions() }
        return Echo()
      })
    router.handle(
      EchoService.unary,
      unary: { request, context in
        let (seconds, attoseconds) = (context.timeLeft ?? .zero).components
        let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        inner.withLock { $0 = (nanoseconds, "\(context.trace.id)") }
        return request
      })
    let virtual = VirtualServer(router: router)
    let first = try virtual.connect("first")
    let header = CallTimeout.format(nanoseconds: outer * 1_000)
    try first.send(
      .call(
        1, path: EchoService.collect.path,
        extra: timeout(header) + [("traceparent", traceParent(traceID))]))
    virtual.advance(.microseconds(spent))
    try first.send(.data(1, [], flags: RawFrame.endStream))
    guard let options = onward.withLock({ $0 }), let deadline = options.deadline else {
      return (.max, nil)
    }
    let second = try virtual.connect("second")
    let left = CallTimeout.format(nanoseconds: (deadline - virtual.loop.now).nanoseconds)
    try second.send(
      .call(
        1,
        extra: timeout(left) + [
          ("traceparent", traceParent(options.trace.map { "\($0.id)" } ?? "none"))
        ]),
      .data(1, RawFrame.message(Echo()), flags: RawFrame.endStream))
    return inner.withLock { $0 }
  }

  @Test("A task that is cancelled before it reads waits for nothing")
  func cancelledReader() throws {
    let outcomes = RecordedQuestions()
    var router = RPCRouter()
    router.handle(
      EchoService.collect,
      clientStreaming: { requests, _ in
        await withTaskGroup(of: Void.self) { group in
          group.cancelAll()
          group.addTask {
            do {
              for try await _ in requests {}
            } catch {
              outcomes.append("\(type(of: error))")
            }
          }
        }
        return Echo([1])
      })
    let virtual = VirtualServer(router: router)
    let peer = try virtual.connect()
    try peer.send(.call(1, path: EchoService.collect.path))
    for _ in 0..<1_000 where peer.status(1) == nil { virtual.advance(.milliseconds(1)) }
    #expect(peer.status(1) == 0)
    #expect(outcomes.all == ["CancellationError"])
  }
}

/// Counts on any thread.
final class Counter: Sendable {
  private let value = Atomic<Int>(0)

  var count: Int { value.load(ordering: .relaxed) }

  func add() {
    value.wrappingAdd(1, ordering: .relaxed)
  }
}
