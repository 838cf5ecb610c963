import NIOCore
import RPC
import TLS

/// Where an attack takes place.
struct Site: Sendable {
  let server: ServerProcess
  let credentials: Credentials
  /// The loops of the attackers.
  let group: any EventLoopGroup
  let scale: Scale
  /// What the randomness of this round begins with.
  let seed: UInt64
  /// Those that the server is held to.
  let limits = RPCLimits.defaults

  var address: RPCAddress { server.address }

  /// A connection of someone who may call.
  func insider() async throws -> AttackPeer {
    try await AttackPeer.connect(to: address, tls: credentials.insider, group)
  }

  /// A connection of one of those who may call nothing.
  func outsider(_ index: Int) async throws -> AttackPeer {
    let outsiders = credentials.outsiders
    return try await AttackPeer.connect(
      to: address, tls: outsiders[index % outsiders.count], group)
  }

  /// A connection without TLS.
  func plain() async throws -> AttackPeer {
    try await AttackPeer.connect(to: address, tls: nil, group)
  }

  /// How many seconds a call of a new client takes; nil when it is not answered within `time`.
  func freshCall(atMost time: Duration) async -> Double? {
    let start = Clock.now
    let client = RPCClient(
      target: address, tls: credentials.insider, expecting: .any, eventLoop: group.next())
    var options = RPCCallOptions(timeout: time)
    options.isWaitForReady = true
    let answer = try? await client.rawUnary(
      path: EchoCalls.echo, request: EchoCalls.request, options: options)
    await client.close()
    return answer == EchoCalls.request ? Clock.seconds(since: start) : nil
  }
}
