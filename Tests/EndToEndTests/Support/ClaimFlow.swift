import Messages
import RPC
import SampleClaims
import TestKit

/// Claims that arrive side by side, each submitted until the gateway has acknowledged it.
struct ClaimFlow: Sendable {
  let suite: TestSuite

  /// How many submitters work side by side.
  private static let submittersCount = 8

  /// Submits every claim of the chains; those of one chain one after the other.
  func submit(_ chains: [[SampleClaim]]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for first in 0..<ClaimFlow.submittersCount {
        group.addTask {
          for index in stride(from: first, to: chains.count, by: ClaimFlow.submittersCount) {
            for claim in chains[index] { try await submit(claim) }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  /// Submits one claim; while the gateway is away, again with the same key.
  private func submit(_ claim: SampleClaim) async throws {
    let message = ClaimV1.Claim(claim)
    while true {
      do {
        _ = try await suite.submit(message, waitFor: .accepted)
        return
      } catch let error as RPCError where error.code == .unavailable {
        continue
      }
    }
  }
}

extension SampleWorld {
  /// The claims, with a duplicate behind the claim that it repeats, so that their order is kept.
  var chains: [[SampleClaim]] {
    zip(claims, answers).reduce(into: []) { chains, next in
      if next.1.story == .duplicate, !chains.isEmpty {
        chains[chains.count - 1].append(next.0)
      } else {
        chains.append([next.0])
      }
    }
  }
}
