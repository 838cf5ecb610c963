package import RPC
package import Storage

/// What became of the calls of one method.
package struct MethodCounts: Hashable, Sendable {
  /// How many calls ended with each status, by its number.
  private var byStatus = [Int64](repeating: 0, count: RPCStatusCode.allCases.count)
  /// Bytes of requests.
  package private(set) var requestBytes: Int64 = 0
  /// Bytes of responses.
  package private(set) var responseBytes: Int64 = 0
  /// Microseconds in calls, from the headers to the end.
  package private(set) var times = StoreHistogram(bounds: StoreHistogram.microsecondBounds)

  /// How many calls ended with each status that occurred.
  package var calls: [RPCStatusCode: Int64] {
    var calls: [RPCStatusCode: Int64] = [:]
    for status in RPCStatusCode.allCases where byStatus[status.rawValue] > 0 {
      calls[status] = byStatus[status.rawValue]
    }
    return calls
  }

  /// All calls.
  package var total: Int64 { byStatus.reduce(0, &+) }

  /// Counts a call that has ended.
  mutating func add(_ record: RPCCallRecord) {
    byStatus[record.code.rawValue] &+= 1
    requestBytes &+= Int64(record.requestBytes)
    responseBytes &+= Int64(record.responseBytes)
    times.record(record.nanoseconds / 1_000)
  }
}
