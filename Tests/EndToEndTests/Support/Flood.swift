import RPC
import Synchronization
import TestKit

/// Calls of one method as fast as they go, counted by what became of them.
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

  /// How many calls are on their way at once.
  private static let callers = 64

  private let client: RPCClient
  private let path: String
  private let outcome = Mutex(Outcome())

  init(_ client: RPCClient, _ path: String) {
    self.client = client
    self.path = path
  }

  /// Calls until so many calls were refused.
  func run(untilRefused count: Int) async -> Outcome {
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<Self.callers {
        group.addTask {
          while self.outcome.withLock({ $0.refused < count && $0.lost.isEmpty }) {
            await self.call()
          }
        }
      }
    }
    return outcome.withLock { $0 }
  }

  private func call() async {
    do {
      _ = try await client.rawUnary(path: path, request: [], options: .impatient)
      outcome.withLock { $0.admitted += 1 }
    } catch {
      let error = error as? RPCError ?? RPCError(.unknown, "\(error)")
      outcome.withLock { $0.note(error) }
    }
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
