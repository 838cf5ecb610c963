import Synchronization
import TLS

/// How much work all connections of a server have; read and changed on every loop.
final class ServerLoad: Sendable {
  private let calls = Atomic<Int>(0)
  private let bytes = Atomic<Int>(0)
  private let handshakes = Atomic<Int>(0)
  private let identities = Mutex<[TLSIdentity: IdentityLoad]>([:])

  /// Calls whose handler or stream lives.
  var callsInFlight: Int { calls.load(ordering: .relaxed) }
  /// Requests not yet read by handlers, and responses not yet taken by sockets.
  var bufferedBytes: Int { bytes.load(ordering: .relaxed) }

  /// Why a new call is refused, nil when there is room for it.
  func refusal(limits: RPCLimits, random: () -> UInt64) -> RPCError? {
    guard callsInFlight >= limits.callsInFlightMax || bufferedBytes >= limits.bufferedBytesMax
    else { return nil }
    return Self.overloaded("the server has as much work as it can hold", random)
  }

  /// Why a new call of one identity is refused, nil when the identity has room for it.
  func refusal(
    of identity: IdentityLoad, limits: RPCLimits, random: () -> UInt64
  ) -> RPCError? {
    guard identity.callsInFlight >= limits.callsPerIdentityMax else { return nil }
    return Self.overloaded("the caller has as many calls in flight as one identity may", random)
  }

  private static func overloaded(_ message: String, _ random: () -> UInt64) -> RPCError {
    RPCError(
      .resourceExhausted, message, reason: "OVERLOADED", retryDelay: retryDelay(random: random()))
  }

  /// Whether calls that were taken in time have grown to twice what there is room for.
  func isFull(limits: RPCLimits) -> Bool {
    bufferedBytes / 2 > limits.bufferedBytesMax
  }

  /// From 200 to 400 ms, so that refused callers do not come back together.
  static func retryDelay(random: UInt64) -> Duration {
    .milliseconds(200 + Int64(random % 201))
  }

  func callBegan(_ identity: IdentityLoad?) {
    calls.wrappingAdd(1, ordering: .relaxed)
    identity?.callBegan()
  }

  func callEnded(_ identity: IdentityLoad?, of peer: RPCPeer) {
    calls.wrappingSubtract(1, ordering: .relaxed)
    guard let identity else { return }
    identity.callEnded()
    if identity.isGone { forget(peer.identity) }
  }

  /// Counts one more connection of an identity; nil, and not counted, when it has too many.
  func beginConnection(of identity: TLSIdentity, max: Int) -> IdentityLoad? {
    identities.withLock { identities in
      let load = identities[identity] ?? IdentityLoad()
      guard load.beginConnection(max: max) else { return nil }
      identities[identity] = load
      return load
    }
  }

  func endConnection(_ load: IdentityLoad, of identity: TLSIdentity) {
    load.endConnection()
    if load.isGone { forget(identity) }
  }

  /// How many identities are counted.
  var identityCount: Int { identities.withLock { $0.count } }

  /// Drops the count of an identity, unless a connection has begun meanwhile.
  private func forget(_ identity: TLSIdentity) {
    identities.withLock { identities in
      if identities[identity]?.isGone ?? false { identities[identity] = nil }
    }
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
