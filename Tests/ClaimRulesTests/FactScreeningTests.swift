import ClaimRules
import Domain
import Testing

@Suite("Screening: deaths, plan years, tax numbers, institutions")
struct FactScreeningTests {
  @Test(
    "SCREEN-DEATH: a line on the day of death is not touched, one that ends later is denied",
    arguments: [(0, false), (-1, true), (1, false)])
  func death(daysAfterService: Int, isDenied: Bool) {
    let screening = ScreeningFixture {
      $0.coverage.deathDate = Redacted(Fixture.day.adding(days: daysAfterService))
    }.screening
    #expect(screening.denials == (isDenied ? [.afterDeath] : []))
    let long = ScreeningFixture {
      $0.claim = Fixture.claim().withLine { $0.to = Fixture.day.adding(days: 1) }
      $0.coverage.deathDate = Redacted(Fixture.day)
    }.screening
    #expect(long.denials == [.afterDeath])
  }

  @Test(
    "SCREEN-YEAR: a line may end on the last day of the plan year and not after it",
    arguments: [(1, false), (0, true)])
  func planYear(daysLeft: Int, isDenied: Bool) {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim().withLine { $0.to = Fixture.day.adding(days: 1) }
      $0.coverage.lines[0].planYearEnd = Fixture.day.adding(days: daysLeft)
    }.screening
    #expect(screening.denials == (isDenied ? [.planYearCrossed] : []))
  }

  @Test("SCREEN-YEAR: a line that leaves the span of coverage waits, whatever the plan year")
  func planYearAndSpan() {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim().withLine { $0.to = Fixture.day.adding(days: 1) }
      $0.coverage.lines[0].span = DaySpan(from: .first, to: Fixture.day)
      $0.coverage.lines[0].planYearEnd = Fixture.day
    }.screening
    #expect(screening.denials.isEmpty)
    #expect(screening.pendReasons == [.spanCrossesCoverage])
  }

  @Test("NET-TIN-1: a tax number that is not the billing provider's denies the line")
  func taxNumber() {
    let screening = ScreeningFixture { $0.contract.lines[0].isBillingTINUnknown = true }.screening
    #expect(screening.denials == [.billingTaxNumberUnknown])
  }

  @Test(
    "INTAKE-NPI: a number is refused or its provider is out of network; 206 to 208 are not sent")
  func unknownNumber() {
    for number in ["", "1000001011"] {
      let claim = Fixture.claim().with { $0.billingNPI = number }
      #expect(
        IntakeEdits.faults(in: claim, received: Fixture.received).map(\.rule)
          == [ClaimRule.provider])
    }
    let unknown = ScreeningFixture { $0.contract.lines[0].status = .outOfNetwork }.screening
    #expect(unknown.denials == [.outOfNetwork])
    let codes = Set(ReasonTable.rows.map(\.code.rawValue))
    #expect(codes.isDisjoint(with: ["206", "207", "208"]))
  }

  /// An institutional claim that is acceptable.
  static func hospital(_ type: String = "0131", procedure: String = "G0463") -> SubmittedClaim {
    Fixture.claim().with { claim in
      claim.kind = .institutional
      claim.placeOfService = ""
      claim.institutional.typeOfBill = type
      claim.institutional.statement = DaySpan(from: Fixture.day, to: Fixture.day)
      claim.institutional.admissionDay = claim.institutional.isInpatient ? Fixture.day : nil
      claim.lines[0].procedure = procedure
      claim.lines[0].revenueCode = "0510"
      claim.lines[0].diagnosisPointers = []
    }
  }

  @Test("SCREEN-INSTITUTION: an outpatient line with a procedure is priced like any other")
  func outpatient() {
    for type in ["0131", "0831", "0851"] {
      let screening = ScreeningFixture { $0.claim = FactScreeningTests.hospital(type) }.screening
      #expect(screening.reasons.isEmpty && screening.pends.isEmpty, "\(type)")
    }
    #expect(FactScreeningTests.hospital().billedLines.map(\.placeOfService) == ["22"])
  }

  @Test(
    "SCREEN-INSTITUTION: a stay, another type of bill and a line without a procedure wait",
    arguments: [("0181", "G0463"), ("0211", "G0463"), ("0991", "G0463"), ("0131", "")])
  func pricedByPerson(type: String, procedure: String) {
    let claim = FactScreeningTests.hospital(type, procedure: procedure)
    let screening = ScreeningFixture { $0.claim = claim }.screening
    #expect(screening.pends == [Pend(.institutionalPricing, line: 1)])
    let denied = ScreeningFixture {
      $0.claim = claim
      $0.coverage.lines = [CoverageFacts.Line(lineNumber: 1, status: .afterLastDay)]
    }.screening
    #expect(denied.denials == [.afterCoverage] && denied.pends.isEmpty)
    let decided = ScreeningFixture {
      $0.claim = claim
      $0.decided = [1: .rateMissing]
    }.screening
    #expect(decided.denials == [.rateMissing] && decided.pends.isEmpty)
  }

  @Test("SCREEN-INSTITUTION: a line without a procedure is asked about by its revenue code")
  func revenueCodeAsService() {
    let claim = FactScreeningTests.hospital(procedure: "")
    #expect(claim.billedLines.map(\.procedure) == ["0510"])
  }

  @Test("EMERG-1: an emergency room's revenue code is an emergency")
  func emergencyRoom() {
    let screening = ScreeningFixture {
      $0.claim = FactScreeningTests.hospital()
      $0.claim.lines[0].revenueCode = "0450"
      $0.contract.lines = [Fixture.contracted(1, .outOfNetwork)]
    }.screening
    #expect(screening.pendReasons == [.emergencyOutOfNetwork])
    #expect(screening.denials.isEmpty)
  }
}
