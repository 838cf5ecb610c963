import Domain
import Messages
import Protobuf

/// Replays every decided claim from a day on, some at a time.
struct ReplayBatch: Sendable {
  /// How many claims are replayed at the same time; their answers are told in order.
  static let claimsAtOnce = 32
  /// After how many claims the counts are told, also when all agree.
  static let claimsBetweenCounts: Int64 = 1_024

  let replay: ClaimReplay
  let since: Day

  /// Replays the claims and tells what does not agree, counts in between, and the counts at the end.
  func run(_ tell: (ClaimV1.ReplayClaimsResponse) async throws -> Void) async throws {
    var counts = ClaimV1.ReplayClaimsResponse()
    var last: Int64 = 0
    while true {
      let numbers = try await replay.store.decidedClaims(
        after: last, since: since, limit: ReplayBatch.claimsAtOnce)
      guard let next = numbers.last else { break }
      last = next.value
      for answer in try await answers(numbers) {
        counts.add(answer.outcome)
        if answer.outcome != .agrees {
          try await tell(counts.with(answer))
        } else if counts.claims % ReplayBatch.claimsBetweenCounts == 0 {
          try await tell(counts)
        }
      }
    }
    counts.isComplete = true
    try await tell(counts)
  }

  private func answers(
    _ numbers: [ClaimNumber]
  ) async throws -> [ClaimV1.ReplayClaimResponse] {
    try await withThrowingTaskGroup(of: (Int, ClaimV1.ReplayClaimResponse).self) { group in
      for (index, number) in numbers.enumerated() {
        group.addTask { (index, try await replay.replay(number)) }
      }
      var answers: [(Int, ClaimV1.ReplayClaimResponse)] = []
      for try await answer in group { answers.append(answer) }
      return answers.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}

extension ClaimV1.ReplayClaimsResponse {
  fileprivate mutating func add(_ outcome: ClaimV1.ReplayOutcome) {
    claims += 1
    switch outcome {
    case .agrees: agreeing += 1
    case .disagrees: disagreeing += 1
    default: notReplayed += 1
    }
  }

  fileprivate func with(_ answer: ClaimV1.ReplayClaimResponse) -> Self {
    var copy = self
    copy.replay = answer
    return copy
  }
}
