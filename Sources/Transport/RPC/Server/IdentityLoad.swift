import Synchronization

/// How much work one identity has on a server, over all its connections; read and changed on every
/// loop.
final class IdentityLoad: Sendable {
  private let calls = Atomic<Int>(0)
  private let connections = Atomic<Int>(0)

  /// Calls whose handler or stream lives.
  var callsInFlight: Int { calls.load(ordering: .sequentiallyConsistent) }

  /// Whether nothing of the identity is left.
  var isGone: Bool {
    connections.load(ordering: .sequentiallyConsistent) == 0 && callsInFlight == 0
  }

  func callBegan() {
    calls.wrappingAdd(1, ordering: .sequentiallyConsistent)
  }

  func callEnded() {
    calls.wrappingSubtract(1, ordering: .sequentiallyConsistent)
  }

  /// Counts one more connection; false, and not counted, when there are too many.
  func beginConnection(max: Int) -> Bool {
    guard connections.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue <= max else {
      endConnection()
      return false
    }
    return true
  }

  func endConnection() {
    connections.wrappingSubtract(1, ordering: .sequentiallyConsistent)
  }
}
