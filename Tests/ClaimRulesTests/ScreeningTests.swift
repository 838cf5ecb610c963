import ClaimRules
import Domain
import Testing

@Suite("Screening: member, coverage, network and benefit")
struct ScreeningTests {
  @Test("A covered visit in the network is neither denied nor pended and needs no authorization")
  func nothingFound() {
    let screening = ScreeningFixture().screening
    #expect(screening.reasons.isEmpty)
    #expect(screening.pends.isEmpty)
    #expect(screening.holdNeeds.isEmpty)
    #expect(screening.rules == ["SCREEN-COVERAGE", "SCREEN-NETWORK", "BEN-2", "SCREEN-NEED"])
  }

  @Test(
    "SCREEN-MEMBER: an unknown member is denied; a doubtful one waits for a person",
    arguments: [
      (.notFound, .memberNotFound, nil), (.nameMismatch, .nameMismatch, nil),
      (.birthDateDiffers, nil, .birthDateDiffers), (.possible, nil, .memberUncertain),
    ] as [(CoverageFacts.Match, Reason?, PendReason?)])
  func member(match: CoverageFacts.Match, denial: Reason?, pend: PendReason?) {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim(lines: 2)
      $0.coverage = CoverageFacts(match: match)
      $0.contract = ContractFacts()
    }.screening
    #expect(screening.reasons == (denial.map { [1: [$0], 2: [$0]] } ?? [:]))
    #expect(screening.pends == (pend.map { [Pend($0, line: 1), Pend($0, line: 2)] } ?? []))
    #expect(screening.holdNeeds.isEmpty)
  }

  @Test(
    "SCREEN-COVERAGE: a day outside the spans is denied by where it lies",
    arguments: [
      (CoverageFacts.Line.Status.beforeFirstDay, Reason.beforeCoverage),
      (.afterLastDay, .afterCoverage), (.lapsed, .coverageLapsed),
    ])
  func coverage(status: CoverageFacts.Line.Status, denial: Reason) {
    let screening = ScreeningFixture {
      $0.coverage.lines = [CoverageFacts.Line(lineNumber: 1, status: status)]
      $0.contract = ContractFacts()
    }.screening
    #expect(screening.denials == [denial])
    #expect(screening.pends.isEmpty)
  }

  @Test("SCREEN-COVERAGE: a line that eligibility left out or did not evaluate waits for a person")
  func coverageMissing() {
    let unanswered = ScreeningFixture { $0.coverage.lines = [] }.screening
    let unevaluated = ScreeningFixture {
      $0.coverage.lines = [CoverageFacts.Line(lineNumber: 1, status: .notEvaluated)]
    }.screening
    for screening in [unanswered, unevaluated] {
      #expect(screening.pends == [Pend(.answerIncomplete, line: 1)])
      #expect(screening.reasons.isEmpty)
    }
  }

  @Test("SCREEN-COVERAGE: an answer that names a line twice counts once, the first")
  func coverageTwice() {
    let screening = ScreeningFixture {
      $0.coverage.lines.append(CoverageFacts.Line(lineNumber: 1, status: .lapsed))
    }.screening
    #expect(screening.reasons.isEmpty)
  }

  @Test("SCREEN-NETWORK: a covered line without a product or a contract answer waits for a person")
  func networkMissing() {
    let unanswered = ScreeningFixture { $0.contract = ContractFacts() }.screening
    let withoutProduct = ScreeningFixture {
      $0.coverage.lines = [Fixture.covered(product: nil)]
    }.screening
    for screening in [unanswered, withoutProduct] {
      #expect(screening.pends == [Pend(.answerIncomplete, line: 1)])
    }
  }

  @Test(
    "SCREEN-NETWORK: what the network found denies a line with a reason of its own",
    arguments: [
      (.inNetwork, nil), (.outOfNetwork, .outOfNetwork), (.ended, .contractEnded),
      (.notOnRoster, .notOnRoster), (.notCredentialed, .notCredentialed),
      (.renderingExcluded, .renderingExcluded), (.billingExcluded, .billingExcluded),
    ] as [(ContractFacts.Line.Status, Reason?)])
  func network(status: ContractFacts.Line.Status, denial: Reason?) {
    let screening = ScreeningFixture {
      $0.contract.lines = [Fixture.contracted(1, status)]
    }.screening
    #expect(screening.denials == (denial.map { [$0] } ?? []))
    #expect(screening.pends.isEmpty)
  }

  @Test(
    "SCREEN-NETWORK: out of network in Medicare Advantage waits for the organization determination",
    arguments: LineOfBusiness.allCases)
  func organizationDetermination(business: LineOfBusiness) {
    let screening = ScreeningFixture {
      $0.coverage.lines = [Fixture.covered(product: Fixture.product(business))]
      $0.contract.lines = [Fixture.contracted(1, .outOfNetwork)]
    }.screening
    let isMedicare = business == .medicareAdvantage
    #expect(screening.pendReasons == (isMedicare ? [.organizationDetermination] : []))
    #expect(screening.denials == (isMedicare ? [] : [.outOfNetwork]))
  }

  @Test("BEN-2: the row for the provider's role applies before the row for any role")
  func rowOfRole() {
    let rows = [
      BenefitRow(benefitID: "any", category: "office_visit", isCovered: false),
      BenefitRow(benefitID: "own", category: "office_visit", providerRole: .primaryCare),
    ]
    let own = ScreeningFixture { $0.coverage.lines = [Fixture.covered(1, rows)] }.screening
    #expect(own.reasons.isEmpty)
    let other = ScreeningFixture {
      $0.coverage.lines = [Fixture.covered(1, rows)]
      $0.contract.lines = [Fixture.contracted(role: .facility)]
    }.screening
    #expect(other.denials == [.notBenefit])
  }

  @Test("BEN-2: without a row that fits, the line waits for a person")
  func noRow() {
    let row = BenefitRow(
      benefitID: "own", category: "office_visit", providerRole: .specialist, isCovered: false)
    for rows in [[], [row]] {
      let screening = ScreeningFixture {
        $0.coverage.lines = [Fixture.covered(1, rows)]
      }.screening
      #expect(screening.pends == [Pend(.benefitRowMissing, line: 1)])
      #expect(screening.reasons.isEmpty)
    }
  }

  @Test(
    "BEN-2: what is no benefit is denied and the row says who owes it",
    arguments: [
      (BenefitRow.Liability.member, Reason.notBenefit), (.provider, .notBenefitProvider),
    ])
  func notBenefit(liability: BenefitRow.Liability, denial: Reason) {
    let row = BenefitRow(
      benefitID: "none", category: "office_visit", isCovered: false, liability: liability,
      isAuthorizationRequired: true)
    let screening = ScreeningFixture {
      $0.coverage.lines = [Fixture.covered(1, [row])]
    }.screening
    #expect(screening.denials == [denial])
    #expect(screening.holdNeeds.isEmpty)
  }

  @Test("DUP-1: a line that repeats another is denied, and every other test is still made")
  func duplicate() {
    let screening = ScreeningFixture {
      $0.duplicates = [1]
      $0.contract.lines = [Fixture.contracted(1, .ended)]
    }.screening
    #expect(screening.denials == [.duplicate, .contractEnded])
  }

  @Test("All reasons found against a line are kept, in the order of the tests")
  func allReasons() {
    let row = BenefitRow(benefitID: "none", category: "office_visit", isCovered: false)
    let screening = ScreeningFixture {
      $0.duplicates = [1]
      $0.coverage.lines = [Fixture.covered(1, [row])]
      $0.contract.lines = [Fixture.contracted(1, .notOnRoster)]
    }.screening
    #expect(screening.denials == [.duplicate, .notOnRoster, .notBenefit])
  }
}
