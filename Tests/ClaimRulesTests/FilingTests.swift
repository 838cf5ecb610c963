import ClaimRules
import Domain
import Testing

@Suite("Timely filing")
struct FilingTests {
  private static let service = Fixture.day

  /// What screening finds when the claim arrives `days` after the service.
  private func screening(
    after days: Int, _ change: (inout ScreeningFixture) -> Void = { _ in }
  ) -> Screening {
    ScreeningFixture {
      $0.received = FilingTests.service.adding(days: days)
      change(&$0)
    }.screening
  }

  @Test(
    "LATE-1: in the network day 90 is in time and day 91 is not, when the contract does not say",
    arguments: [(0, false), (90, false), (91, true)])
  func contractDefault(days: Int, isLate: Bool) {
    #expect(screening(after: days).denials == (isLate ? [.late] : []))
  }

  @Test(
    "LATE-1: the contract's days count where there is one, also when the provider is not on it",
    arguments: [
      ContractFacts.Line.Status.inNetwork, .notOnRoster, .notCredentialed, .renderingExcluded,
    ])
  func contractDays(status: ContractFacts.Line.Status) {
    for (days, isLate) in [(30, false), (31, true)] {
      let screening = screening(after: days) {
        $0.contract.lines = [
          Fixture.contracted(1, status).with { $0.timelyFilingDays = 30 }
        ]
      }
      #expect(screening.denials.contains(.late) == isLate, "\(status) \(days)")
    }
  }

  @Test(
    "LATE-1: without a contract in force it is 180 days",
    arguments: [ContractFacts.Line.Status.outOfNetwork, .ended])
  func outOfNetwork(status: ContractFacts.Line.Status) {
    for (days, isLate) in [(180, false), (181, true)] {
      let screening = screening(after: days) {
        $0.contract.lines = [Fixture.contracted(1, status).with { $0.timelyFilingDays = 30 }]
      }
      #expect(screening.denials.contains(.late) == isLate, "\(status) \(days)")
    }
  }

  @Test("LATE-1: without a contract Medicare Advantage has one calendar year, also from a leap day")
  func medicareAdvantage() throws {
    let leap = try #require(Day(iso: "2024-02-29"))
    for (received, isLate) in [("2025-02-28", false), ("2025-03-01", true)] {
      let screening = ScreeningFixture {
        $0.claim = Fixture.claim().withLine { $0.from = leap }
        $0.received = Day(iso: received) ?? .first
        $0.coverage.lines = [Fixture.covered(product: Fixture.product(.medicareAdvantage))]
        $0.contract.lines = [
          Fixture.contracted(1, .outOfNetwork).with { $0.contractID = "" }
        ]
      }.screening
      #expect(screening.denials.contains(.late) == isLate, "\(received)")
    }
  }

  @Test("LATE-1: the line's last day counts, and each line for itself")
  func lastDay() {
    let screening = screening(after: 91) {
      $0.claim = Fixture.claim(lines: 2).with {
        $0.lines[0].to = FilingTests.service.adding(days: 1)
      }
      $0.coverage.lines = [Fixture.covered(1), Fixture.covered(2)]
      $0.contract.lines = [Fixture.contracted(1), Fixture.contracted(2)]
    }
    #expect(screening.reasons == [2: [.late]])
  }

  @Test(
    "LATE-1: behind another payer the time runs from its last decision, where its day is said",
    arguments: [(90, []), (91, [Reason.late])])
  func otherPayer(days: Int, expected: [Reason]) {
    let decided = FilingTests.service.adding(days: 200)
    let screening = screening(after: 200 + days) {
      $0.claim = Fixture.second(paidOn: decided)
    }
    #expect(screening.denials == expected)
  }

  @Test(
    "LATE-1: a claim that is late by the day of service waits when the other payer's is not said")
  func otherPayersDayUnknown() {
    for (days, expected) in [(90, []), (91, [PendReason.otherPayer])] {
      let screening = screening(after: days) { $0.claim = Fixture.second() }
      #expect(screening.denials.isEmpty && screening.pendReasons == expected)
    }
  }

  @Test("LATE-1: a replacement and a claim without the other payer's decision are not tested")
  func exempt() {
    for change: (inout SubmittedClaim) -> Void in [
      { $0.frequency = "7" }, { $0.hasOtherPayer = true },
    ] {
      let screening = screening(after: 1_000) { $0.claim = Fixture.claim().with(change) }
      #expect(screening.denials.isEmpty)
    }
  }

  @Test("LATE-1: what is late decides before an exclusion and gives way to who the member is")
  func precedence() {
    #expect(
      ReasonTable.ordered([.billingExcluded, .late, .nameMismatch, .duplicate])
        == [.duplicate, .nameMismatch, .late, .billingExcluded])
  }
}
