import ClaimRules
import Domain
import Testing

@Suite("Screening: hospice, limited visits and included services")
struct HospiceAndPackageTests {
  private func hospice(
    _ business: LineOfBusiness = .medicareAdvantage, _ rows: [BenefitRow] = [Fixture.visit],
    _ change: (inout ScreeningFixture) -> Void = { _ in }
  ) -> Screening {
    ScreeningFixture {
      var line = Fixture.covered(1, rows, product: Fixture.product(business))
      line.isInHospice = true
      $0.coverage.lines = [line]
      change(&$0)
    }.screening
  }

  @Test(
    "SCREEN-HOSPICE: only Medicare Advantage leaves the services of an election to Medicare",
    arguments: LineOfBusiness.allCases)
  func business(_ business: LineOfBusiness) {
    #expect(hospice(business).denials == (business == .medicareAdvantage ? [.hospice] : []))
  }

  @Test(
    "SCREEN-HOSPICE: G54, related or not, the line is Medicare's; outside the election it is not")
  func related() {
    let unrelated = hospice(.medicareAdvantage, [Fixture.visit]) {
      $0.claim = Fixture.claim().withLine { $0.modifiers = ["GW"] }
    }
    #expect(unrelated.denials == [.hospice])
    let outside = hospice(.medicareAdvantage, [Fixture.visit]) {
      $0.coverage.lines[0].isInHospice = false
    }
    #expect(outside.denials == [])
  }

  @Test("SCREEN-HOSPICE: a supplemental benefit stays with the plan, and an unknown row waits")
  func supplemental() {
    var row = Fixture.visit
    row.isSupplemental = true
    #expect(hospice(.medicareAdvantage, [row]).denials == [])
    let unknown = hospice(.medicareAdvantage, [])
    #expect(unknown.denials == [])
    #expect(unknown.pendReasons == [.benefitRowMissing])
  }

  @Test("SCREEN-LIMIT: a line over several days waits where visits are limited")
  func severalDays() {
    var row = Fixture.visit
    let screening = { (row: BenefitRow, days: Int) in
      ScreeningFixture {
        $0.coverage.lines = [Fixture.covered(1, [row])]
        $0.claim = Fixture.claim().withLine { $0.to = Fixture.day.adding(days: days) }
      }.screening.pendReasons
    }
    #expect(screening(row, 2) == [])
    row.visitsMax = 20
    #expect(screening(row, 0) == [])
    #expect(screening(row, 2) == [.visitsUncertain])
  }

  @Test("SCREEN-LIMIT: a person may count the days as one visit, or deny the line to be split")
  func severalDaysDecided() {
    var row = Fixture.visit
    row.visitsMax = 20
    let change = { (fixture: inout ScreeningFixture) in
      fixture.coverage.lines = [Fixture.covered(1, [row])]
      fixture.claim = Fixture.claim().withLine { $0.to = Fixture.day.adding(days: 2) }
    }
    let proceeded = ScreeningFixture {
      change(&$0)
      $0.overruled = [Pend(.visitsUncertain, line: 1)]
    }.screening
    #expect(proceeded.pends.isEmpty && proceeded.denials.isEmpty)
    #expect(PendReason.visitsUncertain.denials == [.daysNotSplit])
    let split = ScreeningFixture {
      change(&$0)
      $0.decided = [1: .daysNotSplit]
    }.screening
    #expect(split.pends.isEmpty && split.denials == [.daysNotSplit])
  }

  private func packaged(
    lines: Int = 2, _ change: (inout ScreeningFixture) -> Void = { _ in }
  ) -> Screening {
    ScreeningFixture {
      $0.claim = Fixture.claim(lines: lines).with { claim in
        for index in 1..<lines { claim.lines[index].procedure = "36415" }
      }
      $0.coverage.lines = (1...lines).map { Fixture.covered($0) }
      $0.contract.lines = (1...lines).map { Fixture.contracted($0) }
      let pairs = [("36415", $0.claim.lines[0].procedure)].compactMap { code, partner in
        PackedCode(code).flatMap { code in PackedCode(partner).map { (code, $0) } }
      }
      $0.codes.put(
        .pairs(
          CodePairs(
            pairs.map { code, partner in
              CodePairs.Entry(
                code: code, partner: partner,
                days: DaySpan(from: Fixture.day, to: Fixture.day))
            })), .packagedProcedure, version: 1)
      change(&$0)
    }.screening
  }

  @Test("SCREEN-PACKAGED: a pair of the set includes every such line of the same day")
  func included() {
    #expect(packaged(lines: 3).packagedInto == [2: [1], 3: [1]])
    #expect(packaged(lines: 3).rules.filter { $0 == "SCREEN-PACKAGED" }.count == 2)
    let otherDay = packaged {
      $0.claim = $0.claim.with { $0.lines[0].from = Fixture.day.adding(days: -1) }
    }
    #expect(otherDay.packagedInto == [:])
    #expect(packaged { $0.codes = CodeBook() }.packagedInto == [:])
  }

  @Test("SCREEN-PACKAGED: on a day that the pair does not name, nothing is included")
  func otherDays() {
    let later = packaged {
      $0.claim = $0.claim.with { claim in
        for index in claim.lines.indices { claim.lines[index].from = Fixture.day.adding(days: -1) }
      }
    }
    #expect(later.packagedInto == [:])
  }

  @Test("SCREEN-PACKAGED: in an emergency without a contract an included line waits for no price")
  func emergencyWithoutPrice() {
    let found = packaged {
      $0.claim = $0.claim.with { claim in
        for index in claim.lines.indices { claim.lines[index].placeOfService = "23" }
      }
      $0.contract.lines = [1, 2].map { number in
        Fixture.contracted(number, .outOfNetwork).with {
          $0.feeMethod = .qualifyingPayment
          if number == 2 { $0.unitFee = nil }
        }
      }
    }
    #expect(found.pends.isEmpty)
    #expect(found.packagedPends == [2: [.emergencyOutOfNetwork]])
  }

  @Test(
    "SCREEN-PACKAGED: an included line waits for no price of its own, unless its host is denied")
  func waitsForNoPrice() {
    let change = { (fixture: inout ScreeningFixture) in
      fixture.contract.lines[1].unitFee = nil
    }
    #expect(packaged(lines: 2, change).pendReasons == [])
    let denied = packaged {
      change(&$0)
      $0.duplicates = [1]
    }
    #expect(denied.pendReasons == [.rateMissing])
    let minutes = packaged {
      $0.claim = $0.claim.with { $0.lines[1].unit = "MJ" }
    }
    #expect(minutes.pends.isEmpty && minutes.packagedPends == [2: [.manualPricing]])
    let doubtful = packaged {
      change(&$0)
      $0.possibleDuplicates = [2]
    }
    #expect(doubtful.pendReasons == [.possibleDuplicate])
  }
}
