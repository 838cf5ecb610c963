import Metrics
package import RPC
import Synchronization

/// Counts calls by method and status since the process started.
///
/// Calls of methods that the process does not have are counted together, so that no caller can make
/// the table grow. Each call also goes to the metrics backend of the program, where there is one, as
/// the timer `rpc_server_call` with the dimensions `path` and `status`.
package final class CallCounters: Sendable {
  /// The path under which calls of unknown methods are counted.
  package static let unknownMethod = "unknown"

  private struct Measured: Hashable {
    let path: String
    let status: RPCStatusCode
  }

  private let counts = Mutex<[String: MethodCounts]>([:])
  private let timers = Mutex<[Measured: Timer]>([:])

  /// Counters at zero.
  package init() {}

  /// Counts a call that has ended.
  package func count(_ record: RPCCallRecord) {
    let path = record.isKnownMethod ? record.path : Self.unknownMethod
    counts.withLock { $0[path, default: MethodCounts()].add(record) }
    timer(Measured(path: path, status: record.code)).recordNanoseconds(
      CallCounters.nanoseconds(record.duration))
  }

  private static func nanoseconds(_ duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    return seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000
  }

  private func timer(_ measured: Measured) -> Timer {
    timers.withLock { timers in
      if let timer = timers[measured] { return timer }
      let timer = Timer(
        label: "rpc_server_call",
        dimensions: [("path", measured.path), ("status", "\(measured.status)")])
      timers[measured] = timer
      return timer
    }
  }

  /// What was counted until now, by path.
  package var snapshot: [String: MethodCounts] { counts.withLock { $0 } }
}
