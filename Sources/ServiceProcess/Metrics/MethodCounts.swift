package import RPC

/// What became of the calls of one method.
package struct MethodCounts: Hashable, Sendable {
  /// How many calls ended with each status.
  package private(set) var calls: [RPCStatusCode: Int] = [:]
  /// Bytes of requests.
  package private(set) var requestBytes = 0
  /// Bytes of responses.
  package private(set) var responseBytes = 0
  /// Time in calls, from the headers to the end.
  package private(set) var time = Duration.zero

  /// All calls.
  package var total: Int { calls.values.reduce(0, +) }

  /// Counts a call that has ended.
  mutating func add(_ record: RPCCallRecord) {
    calls[record.code, default: 0] += 1
    requestBytes &+= record.requestBytes
    responseBytes &+= record.responseBytes
    time += record.duration
  }
}
