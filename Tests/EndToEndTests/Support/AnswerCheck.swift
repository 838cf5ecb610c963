import Domain
import Messages
import SampleClaims
import TestKit

/// Compares what the suite decided with what the sample world's own arithmetic says.
enum AnswerCheck {
  /// Every difference between a world's answers and the claims that the gateway holds.
  ///
  /// A claim that is missing, stored twice or still on its way is a difference too.
  static func differences(of world: SampleWorld, in suite: TestSuite) async throws -> [String] {
    let stored = Dictionary(grouping: try await suite.allClaims(), by: \.patientControlNumber)
    var found: [String] = []
    for answer in world.answers {
      let claims = stored[answer.claimID] ?? []
      guard claims.count == 1 else {
        found.append("\(answer.claimID): stored \(claims.count) times")
        continue
      }
      found += differences(between: answer, and: try await suite.claim(claims[0].claimID))
    }
    return found
  }

  /// Every difference between an answer and a claim with its decision.
  static func differences(
    between answer: SampleAnswer, and claim: ClaimV1.GetClaimResponse
  ) -> [String] {
    var found: [String] = []
    func compare<Value: Equatable>(_ what: String, _ actual: Value, _ expected: Value) {
      guard actual != expected else { return }
      found.append("\(answer.claimID) (\(answer.story)) \(what): \(actual), expected \(expected)")
    }
    compare("state", claim.summary?.state, state(answer.state))
    guard answer.state != .pended else { return found }
    compare("paid", claim.summary?.paid?.cents, answer.paid.cents)
    let lines = claim.decision?.lines ?? []
    compare("lines", lines.count, answer.lines.count)
    for (line, expected) in zip(lines, answer.lines) {
      compare("line \(line.lineNumber) paid", line.paid?.cents, expected.paid.cents)
      compare(
        "line \(line.lineNumber) adjustments", adjustments(line),
        expected.adjustments.filter { $0.value != .zero }.mapValues(\.cents))
    }
    return found
  }

  private static func adjustments(_ line: PaymentV1.LineDecision) -> [String: Int64] {
    line.adjustments.reduce(into: [:]) { sums, adjustment in
      guard let cents = adjustment.amount?.cents, cents != 0 else { return }
      sums["\(adjustment.group)-\(adjustment.code)", default: 0] += cents
    }
  }

  private static func state(_ state: SampleAnswer.State) -> ClaimV1.ClaimState {
    switch state {
    case .payable: .payable
    case .denied: .denied
    case .pended: .pended
    }
  }
}
