import Synchronization

/// How much work all connections of a server have; read and changed on every loop.
final class ServerLoad: Sendable {
  private let calls = Atomic<Int>(0)
  private let bytes = Atomic<Int>(0)
  private let handshakes = Atomic<Int>(0)

  /// Calls whose handler or stream lives.
  var callsInFlight: Int { calls.load(ordering: .relaxed) }
  /// Requests not yet read by handlers, and responses not yet taken by sockets.
  var bufferedBytes: Int { bytes.load(ordering: .relaxed) }

  /// Why a new call is refused, nil when there is room for it.
  func refusal(limits: RPCLimits, random: () -> UInt64) -> RPCError? {
    guard callsInFlight >= limits.callsInFlightMax || bufferedBytes >= limits.bufferedBytesMax
    else { return nil }
    return RPCError(
      .resourceExhausted, "the server has as much work as it can hold", reason: "OVERLOADED",
      retryDelay: Self.retryDelay(random: random()))
  }

  /// Whether calls that were taken in time have grown to twice what there is room for.
  func isFull(limits: RPCLimits) -> Bool {
    bufferedBytes > limits.bufferedBytesMax.multipliedReportingOverflow(by: 2).partialValue
  }

  /// From 200 to 400 ms, so that refused callers do not come back together.
  static func retryDelay(random: UInt64) -> Duration {
    .milliseconds(200 + Int64(random % 201))
  }

  func callBegan() {
    calls.wrappingAdd(1, ordering: .relaxed)
  }

  func callEnded() {
    calls.wrappingSubtract(1, ordering: .relaxed)
  }

  func buffer(_ count: Int) {
    bytes.wrappingAdd(count, ordering: .relaxed)
  }

  func unbuffer(_ count: Int) {
    bytes.wrappingSubtract(count, ordering: .relaxed)
  }

  /// Counts one more handshake; false, and not counted, when there are too many.
  func beginHandshake(max: Int) -> Bool {
    guard handshakes.wrappingAdd(1, ordering: .relaxed).newValue <= max else {
      endHandshake()
      return false
    }
    return true
  }

  func endHandshake() {
    handshakes.wrappingSubtract(1, ordering: .relaxed)
  }
}
