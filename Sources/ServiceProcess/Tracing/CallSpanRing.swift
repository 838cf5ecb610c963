package import Domain
package import Messages
package import RPC
import Synchronization

/// The latest calls that the process answered, each in a few words of fixed size.
///
/// A new call takes the place of the oldest. Keeping one takes one lock and allocates nothing once the
/// ring is full.
package final class CallSpanRing: Sendable {
  /// How many calls are kept by default.
  package static let spansMaxDefault = 32_768
  /// How many traces may be asked for at once.
  package static let tracesMax = 64
  /// How many calls are listed at once; the oldest come first.
  package static let listedMax = 4_096

  private struct Entry {
    let trace: RPCTraceID
    let spanID: UInt64
    let parentSpanID: UInt64
    let beganAt: Int64
    let microseconds: Int64
    let path: String
    let status: Int32
  }

  private struct State {
    var entries: [Entry] = []
    /// The oldest entry once the ring is full, and the next to be replaced.
    var oldest = 0
    /// When the latest of the calls ended that are no longer there.
    var forgottenUntil: Int64?
  }

  private let spansMax: Int
  private let startedAt: Instant
  private let now: @Sendable () -> Instant
  private let state = Mutex(State())

  /// An empty ring.
  ///
  /// - Parameter now: The machine's clock.
  package init(
    spansMax: Int = CallSpanRing.spansMaxDefault, now: @escaping @Sendable () -> Instant = { .now }
  ) {
    self.spansMax = max(1, spansMax)
    self.now = now
    startedAt = now()
    // Takes addresses, not memory: pages are given when they are first written.
    state.withLock { $0.entries.reserveCapacity(self.spansMax) }
  }

  /// Keeps a call that has just ended.
  package func keep(_ record: RPCCallRecord) {
    let microseconds = record.nanoseconds / 1_000
    let entry = Entry(
      trace: record.trace.id, spanID: record.trace.spanID,
      parentSpanID: record.trace.parentSpanID, beganAt: now().microseconds &- microseconds,
      microseconds: microseconds,
      path: record.isKnownMethod ? record.path : CallCounters.unknownMethod,
      status: Int32(record.code.rawValue))
    state.withLock { state in
      if state.entries.count < spansMax {
        state.entries.append(entry)
      } else {
        let forgotten = state.entries[state.oldest]
        state.forgottenUntil = max(
          state.forgottenUntil ?? .min, forgotten.beganAt &+ forgotten.microseconds)
        state.entries[state.oldest] = entry
        state.oldest = (state.oldest + 1) % spansMax
      }
    }
  }

  /// Since when every call that has ended is still there: the start of the process until the ring is
  /// full.
  package var keptSince: Instant {
    state.withLock { state in
      state.forgottenUntil.map { Instant(microseconds: $0) } ?? startedAt
    }
  }

  /// The calls under `traces` that are still kept, in the order in which they ended.
  package func spans(of traces: [RPCTraceID]) -> [StatusV1.CallSpan] {
    let wanted = Set(traces)
    // Most entries are told apart by six bits, without a look at the set.
    let marks = wanted.reduce(UInt64(0)) { $0 | Self.mark($1) }
    let found = state.withLock { state in
      var found: [Entry] = []
      for index in state.entries.indices where found.count < Self.listedMax {
        let entry = state.entries[(state.oldest + index) % state.entries.count]
        if marks & Self.mark(entry.trace) != 0, wanted.contains(entry.trace) { found.append(entry) }
      }
      return found
    }
    return found.map(message)
  }

  private static func mark(_ trace: RPCTraceID) -> UInt64 { 1 << (trace.low & 63) }

  private func message(_ entry: Entry) -> StatusV1.CallSpan {
    var span = StatusV1.CallSpan()
    span.traceID = entry.trace.bytes
    span.spanID = RPCTrace.bytes(ofSpan: entry.spanID)
    span.parentSpanID = entry.parentSpanID == 0 ? [] : RPCTrace.bytes(ofSpan: entry.parentSpanID)
    span.path = entry.path
    span.beganAt = TypeV1.Instant(Instant(microseconds: entry.beganAt))
    span.durationMicroseconds = entry.microseconds
    span.status = entry.status
    return span
  }
}
