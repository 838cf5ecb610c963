import Domain
import Messages
import SampleClaims

/// Compares a claim with the generator's answer, to the cent.
struct Expectation {
  private let answer: SampleAnswer

  init(_ answer: SampleAnswer) {
    self.answer = answer
  }

  /// Whether state, every adjustment and every payment are as the answer says.
  func holds(for claim: ClaimV1.GetClaimResponse) -> Bool {
    guard claim.summary?.state == state else { return false }
    guard answer.state != .pended else { return true }
    let lines = claim.decision?.lines ?? []
    guard lines.count == answer.lines.count else { return false }
    return zip(lines, answer.lines).allSatisfy { line, expected in
      let adjustments = line.adjustments.map {
        ("\($0.group)-\($0.code)", Money(cents: $0.amount?.cents ?? 0))
      }
      return Dictionary(adjustments, uniquingKeysWith: +) == expected.adjustments
        && line.paid?.cents == expected.paid.cents
    }
  }

  private var state: ClaimV1.ClaimState {
    switch answer.state {
    case .payable: .payable
    case .denied: .denied
    case .pended: .pended
    }
  }
}
