import ClaimRules
import Domain
import Testing

@Suite("What follows from authorization's answer")
struct HoldScreeningTests {
  private func pends(
    _ lines: [HoldFacts.Line], reasons: [Int: [Reason]] = [:], asked: [Int] = [1]
  ) -> [Pend] {
    HoldScreening.pends(lines: asked, hold: HoldFacts(lines: lines), reasons: reasons)
  }

  @Test("REF-MATCH-5: a referral that cannot be tested waits for a person")
  func uncertain() {
    for outcome in HoldFacts.ReferralOutcome.allCases {
      let found = pends([HoldFacts.Line(lineNumber: 1, referral: outcome)])
      #expect(found == (outcome == .uncertain ? [Pend(.primaryCareUnknown, line: 1)] : []))
    }
  }

  @Test("SCREEN-NEED: no outcome of an authorization pends; payment denies by it or pays")
  func authorizationNeverPends() {
    for outcome in HoldFacts.AuthorizationOutcome.allCases {
      #expect(pends([HoldFacts.Line(lineNumber: 1, authorization: outcome)]).isEmpty)
    }
  }

  @Test("SCREEN-NEED: a line that authorization left out waits for a person")
  func leftOut() {
    #expect(
      pends([HoldFacts.Line(lineNumber: 2)], asked: [1, 2, 3]) == [
        Pend(.answerIncomplete, line: 1), Pend(.answerIncomplete, line: 3),
      ])
  }

  @Test("SCREEN-NEED: a line that is denied already does not hold the claim up")
  func denied() {
    let line = HoldFacts.Line(lineNumber: 1, referral: .uncertain)
    #expect(pends([line], reasons: [1: [.duplicate]]).isEmpty)
    #expect(pends([], reasons: [1: [.duplicate]]).isEmpty)
    #expect(pends([line], reasons: [1: []]) == [Pend(.primaryCareUnknown, line: 1)])
  }

  @Test("SCREEN-NEED: an answer that names a line twice counts once, and lines not asked never")
  func strangeAnswers() {
    let lines = [
      HoldFacts.Line(lineNumber: 1), HoldFacts.Line(lineNumber: 1, referral: .uncertain),
      HoldFacts.Line(lineNumber: 9, referral: .uncertain),
    ]
    #expect(pends(lines).isEmpty)
  }
}
