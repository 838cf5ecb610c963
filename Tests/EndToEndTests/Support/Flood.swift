import Messages
import Protobuf
import RPC
import Synchronization
import TLS
import TestKit

/// Calls of one method that a gateway finds all at once, counted by what became of them.
///
/// The gateway is stopped in its tracks until they lie before it, so that no machine is too slow to
/// be flooded.
final class Flood: Sendable {
  /// What a flood has come to.
  struct Outcome: Sendable {
    /// Calls that were refused as too many.
    var refused = 0
    /// Calls that went on to the method, whatever that said.
    var admitted = 0
    /// Refusals that do not say why, or not when to come back.
    var speechless: [RPCError] = []
    /// Calls that nobody answered.
    var lost: [RPCError] = []
  }

  /// How many connections there are, and how many calls a wave has on each: as many as a connection
  /// takes.
  private static let (connections, callsPerConnection) = (24, 128)

  /// How many calls a wave has.
  static let callsPerWave = connections * callsPerConnection

  private let suite: TestSuite
  private let path: String
  private let clients: [RPCClient]
  private let counted = Mutex(Outcome())

  /// Connects; all connections are of one caller with one certificate.
  init(_ path: String, as identity: TLSIdentity, in suite: TestSuite) async throws {
    self.suite = suite
    self.path = path
    clients = try (0..<Self.connections).map { _ in
      try suite.newClient(.gateway, as: identity, retry: nil)
    }
    for client in clients {
      _ = try await HealthV1.HealthClient(client: client).check(.init(), options: .impatient)
    }
  }

  /// What all waves so far have come to.
  var outcome: Outcome { counted.withLock { $0 } }

  /// Sends one wave and waits until each call of it has ended.
  func wave() async throws {
    try suite.pause(.gateway)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for client in clients {
        for _ in 0..<Self.callsPerConnection { group.addTask { await self.call(client) } }
      }
      do {
        try await eventually("the wave lies before the gateway") { await self.isSent() }
      } catch {
        try suite.resume(.gateway)
        throw error
      }
      try suite.resume(.gateway)
      try await group.waitForAll()
    }
  }

  private func isSent() async -> Bool {
    for client in clients {
      guard await client.census().openCalls == Self.callsPerConnection else { return false }
    }
    return true
  }

  private func call(_ client: RPCClient) async {
    do {
      _ = try await client.rawUnary(
        path: path, request: [], options: RPCCallOptions(timeout: eventuallyTimeMax))
      counted.withLock { $0.admitted += 1 }
    } catch {
      let error = error as? RPCError ?? RPCError(.unknown, "\(error)")
      counted.withLock { $0.note(error) }
    }
  }

  /// Ends the connections.
  func close() async {
    for client in clients { await client.close() }
  }
}

extension Flood.Outcome {
  fileprivate mutating func note(_ error: RPCError) {
    switch error.code {
    case .resourceExhausted:
      refused += 1
      let wait = error.retryDelay ?? .zero
      let isTold = error.reason == "RATE_LIMITED" && wait > .zero && wait <= .seconds(1)
      if !isTold { speechless.append(error) }
    case .unavailable, .deadlineExceeded, .cancelled, .unknown: lost.append(error)
    default: admitted += 1
    }
  }
}
