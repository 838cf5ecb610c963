import ClaimRules
import Domain
import Testing

@Suite("What follows from authorization's answer")
struct HoldScreeningTests {
  /// What authorization was asked about `line`.
  private func need(
    _ line: Int, authorization: Bool = false, referral: Bool = false
  ) -> HoldScreening.Need {
    HoldScreening.Need(
      lineNumber: line, isAuthorizationRequired: authorization, isReferralRequired: referral)
  }

  private func pends(
    _ lines: [HoldFacts.Line], reasons: [Int: [Reason]] = [:], asked: [HoldScreening.Need],
    letters: [LetterLine] = [], packagedInto: [Int: [Int]] = [:],
    packagedPends: [Int: [PendReason]] = [:]
  ) -> [Pend] {
    let hold = HoldFacts(lines: lines)
    return HoldScreening.pends(
      needs: asked, hold: hold,
      lines: AnsweredLines(
        reasons: reasons, letters: letters, contract: lettered, packagedInto: packagedInto,
        packagedPends: packagedPends, hold: hold))
  }

  /// The first line has a letter of agreement under authorization `A7`.
  private var lettered: ContractFacts {
    ContractFacts(
      lines: [
        Fixture.contracted(1, .outOfNetwork).with {
          $0.letter = AgreedRate(authorizationNumber: "A7", amount: Money(cents: 50_000))
        }
      ])
  }

  @Test("LETTER-1: what stands without the letter counts when its authorization is not held")
  func letterNotHeld() {
    let asked = [
      HoldScreening.Need(
        lineNumber: 1, isAuthorizationRequired: false, isAuthorizationOptional: true,
        isReferralRequired: false)
    ]
    let plain = LetterLine(
      lineNumber: 1, reasons: [], pends: [.organizationDetermination],
      isAuthorizationRequired: false)
    for outcome in HoldFacts.AuthorizationOutcome.allCases where outcome != .notNeeded {
      let line = HoldFacts.Line(
        lineNumber: 1, authorization: outcome, authorizationNumber: "A7")
      #expect(
        pends([line], asked: asked, letters: [plain])
          == (outcome == .held ? [] : [Pend(.organizationDetermination, line: 1)]))
    }
    let denied = LetterLine(
      lineNumber: 1, reasons: [.outOfNetwork], pends: [.manualPricing],
      isAuthorizationRequired: false)
    let line = HoldFacts.Line(lineNumber: 1, authorization: .noUnits, authorizationNumber: "A7")
    #expect(pends([line], asked: asked, letters: [denied]).isEmpty)
    #expect(pends([], asked: asked, letters: [plain]).contains(Pend(.answerIncomplete, line: 1)))
  }

  @Test("SCREEN-PACKAGED: a line waits for its price when what includes it is denied by the answer")
  func hostDenied() {
    let asked = [need(1, authorization: true)]
    func found(_ outcome: HoldFacts.AuthorizationOutcome, _ reasons: [Int: [Reason]] = [:])
      -> [Pend]
    {
      pends(
        [HoldFacts.Line(lineNumber: 1, authorization: outcome)], reasons: reasons, asked: asked,
        packagedInto: [2: [1]], packagedPends: [2: [.manualPricing]])
    }
    #expect(found(.held).isEmpty)
    #expect(found(.none) == [Pend(.manualPricing, line: 2)])
    #expect(found(.notNecessary) == [Pend(.manualPricing, line: 2)])
    #expect(found(.none, [2: [.late]]).isEmpty)
  }

  @Test("REF-MATCH-5: a referral that cannot be tested waits for a person")
  func uncertain() {
    for outcome in HoldFacts.ReferralOutcome.allCases where outcome != .notNeeded {
      let found = pends(
        [HoldFacts.Line(lineNumber: 1, referral: outcome)], asked: [need(1, referral: true)])
      #expect(found == (outcome == .uncertain ? [Pend(.primaryCareUnknown, line: 1)] : []))
    }
  }

  @Test("SCREEN-NEED: no outcome of an authorization pends; payment denies by it or pays")
  func authorizationNeverPends() {
    for outcome in HoldFacts.AuthorizationOutcome.allCases where outcome != .notNeeded {
      let line = HoldFacts.Line(lineNumber: 1, authorization: outcome)
      #expect(pends([line], asked: [need(1, authorization: true)]).isEmpty)
    }
  }

  @Test("SCREEN-NEED: a line that authorization left out waits for a person")
  func leftOut() {
    let asked = [1, 2, 3].map { need($0, authorization: true) }
    let answer = [HoldFacts.Line(lineNumber: 2, authorization: .held)]
    #expect(
      pends(answer, asked: asked) == [
        Pend(.answerIncomplete, line: 1), Pend(.answerIncomplete, line: 3),
      ])
  }

  @Test("SCREEN-NEED: an answer that does not say what was asked waits for a person")
  func notSaid() {
    let silent = HoldFacts.Line(lineNumber: 1)
    #expect(
      pends([silent], asked: [need(1, authorization: true)])
        == [Pend(.answerIncomplete, line: 1)])
    #expect(
      pends([silent], asked: [need(1, referral: true)]) == [Pend(.answerIncomplete, line: 1)])
    let half = HoldFacts.Line(lineNumber: 1, authorization: .held)
    #expect(
      pends([half], asked: [need(1, authorization: true, referral: true)])
        == [Pend(.answerIncomplete, line: 1)])
  }

  @Test("SCREEN-NEED: a line that is denied already does not hold the claim up")
  func denied() {
    let line = HoldFacts.Line(lineNumber: 1, referral: .uncertain)
    let asked = [need(1, referral: true)]
    #expect(pends([line], reasons: [1: [.duplicate]], asked: asked).isEmpty)
    #expect(pends([], reasons: [1: [.duplicate]], asked: asked).isEmpty)
    #expect(
      pends([line], reasons: [1: []], asked: asked) == [Pend(.primaryCareUnknown, line: 1)])
  }

  @Test("SCREEN-NEED: an answer that names a line twice counts once, and lines not asked never")
  func strangeAnswers() {
    let lines = [
      HoldFacts.Line(lineNumber: 1, referral: .held),
      HoldFacts.Line(lineNumber: 1, referral: .uncertain),
      HoldFacts.Line(lineNumber: 9, referral: .uncertain),
    ]
    #expect(pends(lines, asked: [need(1, referral: true)]).isEmpty)
  }
}
