import Metrics
package import RPC
import Synchronization

/// Counts calls by method and status since the process started.
///
/// Each method has its place, so that counting a call takes one lock, looks nothing up, and allocates
/// nothing after the first one. Calls of methods that the process does not have are counted
/// together, so that no caller can make the table grow. Each call also goes to the metrics backend of
/// the program, where there is one, as the timer `rpc_server_call` with the dimensions `path` and
/// `status`; without a backend that costs nothing to speak of.
package final class CallCounters: Sendable {
  /// The path under which calls of unknown methods are counted.
  package static let unknownMethod = "unknown"

  private static let statuses = RPCStatusCode.allCases.count

  private struct Row {
    var path = ""
    var counts = MethodCounts()
    var timers = [Timer?](repeating: nil, count: CallCounters.statuses)
  }

  /// Unknown methods first, then each method at its index and one.
  private let rows = Mutex<[Row]>([])

  /// Counters at zero.
  package init() {}

  /// Counts a call that has ended.
  package func count(_ record: RPCCallRecord) {
    let index = record.methodIndex.map { $0 + 1 } ?? 0
    let timer = rows.withLock { rows in
      while rows.count <= index { rows.append(Row()) }
      if rows[index].path.isEmpty {
        rows[index].path = record.isKnownMethod ? record.path : Self.unknownMethod
      }
      rows[index].counts.add(record)
      return Self.timer(record.code, &rows[index])
    }
    timer.recordNanoseconds(record.nanoseconds)
  }

  private static func timer(_ status: RPCStatusCode, _ row: inout Row) -> Timer {
    if let timer = row.timers[status.rawValue] { return timer }
    let timer = Timer(
      label: "rpc_server_call", dimensions: [("path", row.path), ("status", "\(status)")])
    row.timers[status.rawValue] = timer
    return timer
  }

  /// What was counted until now, by path, for the methods that were called.
  package var snapshot: [String: MethodCounts] {
    let rows = rows.withLock { $0 }.filter { !$0.path.isEmpty }
    return Dictionary(rows.map { ($0.path, $0.counts) }) { first, _ in first }
  }
}
