import ClaimRules
import Domain
import Testing

@Suite("Screening: unpaid premiums, and lines that begin before hospice and end in it")
struct GraceScreeningTests {
  private func screening(
    _ phase: GracePhase?, _ change: (inout ScreeningFixture) -> Void = { _ in }
  ) -> Screening {
    ScreeningFixture {
      $0.coverage.lines[0].gracePhase = phase
      change(&$0)
    }.screening
  }

  @Test(
    "SCREEN-GRACE: the first month is paid, the others wait under the reason of their law",
    arguments: [
      (nil, []), (GracePhase.firstMonth, []), (.laterMonth, [Reason.premiumUnpaid]),
      (.smallGroup, [.premiumUnpaidSmallGroup]),
    ] as [(GracePhase?, [Reason])])
  func phases(phase: GracePhase?, denials: [Reason]) {
    #expect(screening(phase).denials == denials)
    #expect(screening(phase).pends.isEmpty)
  }

  @Test("SCREEN-GRACE: how a period ended must be known before a later day is decided")
  func unknown() {
    let found = screening(.outcomeUnknown)
    #expect(found.denials == [])
    #expect(found.pendReasons == [.graceOutcomeUnknown])
    #expect(!PendReason.graceOutcomeUnknown.mayBeOverruled)
    #expect(PendReason.graceOutcomeUnknown.denials.isEmpty)
  }

  @Test("SCREEN-GRACE: a line that lasts into a month that waits asks for a line a span")
  func crosses() {
    let line = { (days: Int, until: Int) in
      self.screening(.firstMonth) {
        $0.claim = Fixture.claim().withLine { $0.to = Fixture.day.adding(days: days) }
        $0.coverage.lines[0].graceUntil = Fixture.day.adding(days: until)
      }.pendReasons
    }
    #expect(line(2, 2) == [])
    #expect(line(3, 2) == [.spanCrossesCoverage])
  }

  @Test("SCREEN-GRACE: a line that waits needs no person, and its other findings are kept")
  func notPended() {
    let found = screening(.laterMonth) {
      $0.contract.lines[0].unitFee = nil
      $0.contract.lines[0].status = .outOfNetwork
    }
    #expect(found.pends.isEmpty)
    #expect(found.denials.contains(.outOfNetwork))
    #expect(ReasonTable.ordered(found.denials).first == .premiumUnpaid)
  }

  @Test("SCREEN-GRACE: a duplicate and a death stand before it, all other families behind it")
  func order() {
    let all = ReasonTable.ordered(Reason.allCases)
    let place = { (reason: Reason) in all.firstIndex(of: reason) ?? -1 }
    for reason: Reason in [.duplicate, .memberNotFound, .afterCoverage, .afterDeath] {
      #expect(place(reason) < place(.premiumUnpaid), "\(reason)")
    }
    for reason: Reason in [.hospice, .otherPayerFirst, .late, .renderingExcluded, .notBenefit] {
      #expect(place(reason) > place(.premiumUnpaidSmallGroup), "\(reason)")
    }
  }

  private func hospice(
    isIn: Bool, until: Int?, days: Int, _ business: LineOfBusiness = .medicareAdvantage,
    _ row: BenefitRow = Fixture.visit
  ) -> Screening {
    ScreeningFixture {
      var line = Fixture.covered(1, [row], product: Fixture.product(business))
      line.isInHospice = isIn
      line.hospiceUntil = until.map { Fixture.day.adding(days: $0) }
      $0.coverage.lines = [line]
      $0.claim = Fixture.claim().withLine { $0.to = Fixture.day.adding(days: days) }
    }.screening
  }

  @Test("SCREEN-HOSPICE: a line that begins before an election and ends in it waits for a person")
  func intoHospice() {
    #expect(hospice(isIn: false, until: 1, days: 1).pendReasons == [])
    let crossing = hospice(isIn: false, until: 1, days: 2)
    #expect(crossing.pendReasons == [.spanCrossesCoverage])
    #expect(crossing.denials == [])
    #expect(hospice(isIn: false, until: 1, days: 2, .commercialGroup).pendReasons == [])
    var supplemental = Fixture.visit
    supplemental.isSupplemental = true
    let paid = hospice(isIn: false, until: 1, days: 2, .medicareAdvantage, supplemental)
    #expect(paid.pendReasons == [] && paid.denials == [])
  }

  @Test("SCREEN-HOSPICE: a line that begins in an election and ends after it waits for a person")
  func outOfHospice() {
    let whole = hospice(isIn: true, until: 2, days: 2)
    #expect(whole.pendReasons == [] && whole.denials == [.hospice])
    let crossing = hospice(isIn: true, until: 1, days: 2)
    #expect(crossing.pendReasons == [.spanCrossesCoverage] && crossing.denials == [])
  }
}
