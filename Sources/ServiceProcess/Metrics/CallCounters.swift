package import RPC
import Synchronization

/// Counts calls by method and status since the process started.
///
/// Calls of methods that the process does not have are counted together, so that no caller can make
/// the table grow.
package final class CallCounters: Sendable {
  /// The path under which calls of unknown methods are counted.
  package static let unknownMethod = "unknown"

  private let counts = Mutex<[String: MethodCounts]>([:])

  /// Counters at zero.
  package init() {}

  /// Counts a call that has ended.
  package func count(_ record: RPCCallRecord) {
    let path = record.isKnownMethod ? record.path : Self.unknownMethod
    counts.withLock { $0[path, default: MethodCounts()].add(record) }
  }

  /// What was counted until now, by path.
  package var snapshot: [String: MethodCounts] { counts.withLock { $0 } }
}
