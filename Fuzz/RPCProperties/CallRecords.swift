import RPC
import Synchronization

/// What an observer was told of calls.
final class CallRecords: Sendable {
  private struct State {
    var count = 0
    var spans: Set<UInt64> = []
  }

  private let state = Mutex(State())

  func add(_ record: RPCCallRecord) {
    state.withLock {
      $0.count += 1
      $0.spans.insert(record.trace.spanID)
    }
  }

  /// How many records there were.
  var count: Int { state.withLock { $0.count } }

  /// Whether each was of another call.
  var areDistinct: Bool { state.withLock { $0.count == $0.spans.count } }
}
