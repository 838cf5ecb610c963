import Domain
import RPC

/// How an item was carried over an edge: for the timeline of its claim, never for a decision.
struct CallNote: Hashable, Sendable {
  /// When the call that was answered was sent, by the clock of the machine.
  let sentAt: Instant
  /// From then to the answer, in microseconds.
  let microseconds: Int64
  /// How often the item was sent, in batches and alone.
  var calls: Int
  /// The trace of that call.
  let trace: RPCTraceID
  /// The number of the call in its trace.
  let spanID: UInt64

  /// The same call after others.
  func afterCalls(_ earlier: Int) -> CallNote {
    var copy = self
    copy.calls += earlier
    return copy
  }
}
