import ClaimRules
import Domain
import Testing

@Suite("Explanations and the table of reasons")
struct DecisionExplanationTests {
  private func explain(_ line: LineDecision) -> DecisionExplanation.Line? {
    DecisionExplanation.lines(
      of: ClaimDecision(lines: [line], claimStatusCode: 1, postings: [], trace: [])
    ).first
  }

  @Test("OUT-2: every reason has a row with a group, a code, words and a rule")
  func everyReasonHasRow() throws {
    for reason in Reason.allCases {
      let row = try #require(ReasonTable.row(for: reason))
      #expect(!row.code.rawValue.isEmpty && !row.meaning.isEmpty && !row.remedy.isEmpty)
      #expect(!row.rule.name.isEmpty)
    }
    #expect(ReasonTable.rows.count == Reason.allCases.count)
  }

  @Test("OUT-1: no two reasons have the same precedence, so that one always decides")
  func precedencesDiffer() {
    #expect(Set(ReasonTable.rows.map(\.precedence)).count == ReasonTable.rows.count)
  }

  @Test("OUT-1: reasons are ordered by family, whatever order they were found in")
  func ordered() {
    let found: [Reason] = [
      .authorizationMissing, .afterCoverage, .duplicate, .outOfNetwork, .afterCoverage,
    ]
    let expected: [Reason] = [.duplicate, .afterCoverage, .outOfNetwork, .authorizationMissing]
    #expect(ReasonTable.ordered(found) == expected)
    #expect(ReasonTable.ordered(found.reversed()) == expected)
  }

  @Test("A reason with which a person may deny has a row to deny with")
  func denialsHaveRows() {
    for pend in PendReason.allCases {
      #expect(!pend.meaning.isEmpty)
      #expect(pend.denials.allSatisfy { ReasonTable.row(for: $0) != nil })
    }
  }

  @Test("OUT-2: a denied line is explained by its codes, every other finding, and what would help")
  func denied() throws {
    let line = LineDecision(
      lineNumber: 3, denial: .afterCoverage, charge: Money(cents: 10_000),
      reasons: [.afterCoverage, .authorizationMissing])
    let explained = try #require(explain(line))
    #expect(explained.lineNumber == 3)
    #expect(
      explained.why == [
        "Denied with PR-27: The day of service is after the member's last day of coverage.",
        "Also found: The service needs an authorization, and none is on file.",
      ])
    #expect(explained.whatWouldChangeIt.count == 2)
  }

  @Test("STATUS-2: a line that waits is explained as suspended, with how it goes on")
  func suspended() throws {
    let line = LineDecision(
      lineNumber: 1, denial: .premiumUnpaid, charge: Money(cents: 18_500),
      adjustments: [Adjustment(.other, "257", Money(cents: 18_500))], remarks: ["N617"],
      reasons: [.premiumUnpaid, .late])
    let explained = try #require(explain(line))
    #expect(explained.why.first?.hasPrefix("Suspended with OA-257: A premium is unpaid") == true)
    #expect(explained.whatWouldChangeIt.first?.hasPrefix("Nothing needs to be sent.") == true)
    #expect(explained.steps.map(\.label) == ["Charge", "Suspended"])
  }

  @Test("A paid line is explained in every amount between charge and payment, in words")
  func paid() throws {
    let amounts: [(AdjustmentGroup, AdjustmentCode)] = [
      (.contractual, "45"), (.contractual, "94"), (.contractual, "24"), (.contractual, "198"),
      (.contractual, "253"), (.contractual, "104"), (.patient, "1"), (.patient, "2"),
      (.patient, "3"), (.other, "23"), (.contractual, "303"), (.patient, "275"),
    ]
    let line = LineDecision(
      lineNumber: 1, charge: Money(cents: 10_000), allowed: Money(cents: 9_000),
      adjustments: amounts.map { Adjustment($0.0, $0.1, Money(cents: 100)) })
    let explained = try #require(explain(line))
    #expect(explained.why.first == "Charged 100.00, allowed 90.00.")
    #expect(explained.why.last == "Paid 88.00; the patient owes 4.00.")
    #expect(explained.why.count == amounts.count + 2)
    #expect(Set(explained.why).count == explained.why.count)
    #expect(!explained.why.contains { $0.contains("an adjustment.") })
    #expect(explained.whatWouldChangeIt.isEmpty)
  }
}
