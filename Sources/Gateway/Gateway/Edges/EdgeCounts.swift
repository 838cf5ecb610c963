/// How much an edge has carried.
struct EdgeCounts: Hashable, Sendable {
  /// Calls that were sent, repeated ones included.
  var calls: Int64 = 0
  /// Items in them.
  var items: Int64 = 0
  /// Calls that failed.
  var failures: Int64 = 0
}
