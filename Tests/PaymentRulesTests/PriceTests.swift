import Domain
import PaymentRules
import Testing

@Suite("Lines are priced")
struct PriceTests {
  @Test("PRICE-1: half a unit costs half the fee, rounded half-up once")
  func partsOfUnits() throws {
    let line = LineFixture(10_000, fee: 3333).with { $0.units = Quantity(thousandths: 500) }
    #expect(try ClaimFixture(line).decide().lines[0].allowed == Money(cents: 1667))
  }

  @Test("PRICE-2: with the fee alone, a charge below the fee is raised by CO-94")
  func feeAlone() throws {
    let line = LineFixture(8000, fee: 11_000).with { $0.isLesserOf = false }
    let decision = try ClaimFixture(line).decide().lines[0]
    #expect(decision.printed == "CO-94 -30.00 -> 110.00")
    #expect(decision.allowed == Money(cents: 11_000))
  }

  @Test("PRICE-2: with the fee alone, a charge above the fee is still reduced to the fee")
  func feeAloneBelowCharge() throws {
    let line = LineFixture(12_000, fee: 11_000).with { $0.isLesserOf = false }
    #expect(try ClaimFixture(line).decide().lines[0].printed == "CO-45 10.00 -> 110.00")
  }

  @Test("PRICE-3: a charge equal to the fee has no CO-45")
  func noReduction() throws {
    #expect(try ClaimFixture(LineFixture(500, fee: 500)).decide().lines[0].printed == " -> 5.00")
  }

  @Test("PRICE-3: a line priced at nothing is refused, because CO-45 is never the whole charge")
  func refusesZeroPrice() {
    #expect(throws: AdjudicationError.self) { try ClaimFixture(LineFixture(500, fee: 0)).decide() }
    #expect(code(ClaimFixture(LineFixture(500, fee: 0))) == .allowedZero)
    let noUnits = LineFixture(500, fee: 100).with { $0.units = .zero }
    #expect(code(ClaimFixture(noUnits)) == .allowedZero)
  }

  @Test("PRICE-3: a line without a charge is decided at nothing, without adjustments")
  func zeroCharge() throws {
    let decision = try ClaimFixture(LineFixture(0, fee: 500).copay(2500)).decide()
    #expect(decision.lines[0].printed == " -> 0.00")
    #expect(decision.copayVisitsTaken.isEmpty)
  }

  @Test("PRICE-4: the copay of a capitated line is at most the charge and the fee, where listed")
  func capitatedCopay() throws {
    let small = LineFixture(2000).capitated().copay(2500)
    #expect(try ClaimFixture(small).decide().lines[0].printed == "PR-3 20.00 -> 0.00")
    let listed = LineFixture(18_500, fee: 1840).capitated().copay(2500)
    let decision = try ClaimFixture(listed).decide().lines[0]
    #expect(decision.printed == "CO-24 166.60; PR-3 18.40 -> 0.00")
    #expect(decision.allowed == Money(cents: 1840))
  }

  @Test("PRICE-4: a capitated line with coinsurance or deductible is refused")
  func refusesCapitatedShare() {
    let coinsured = LineFixture(100).capitated().coinsurance(2000)
    #expect(code(ClaimFixture(coinsured)) == .capitatedCostShare)
    #expect(
      code(ClaimFixture(LineFixture(100).capitated().deductible())) == .capitatedCostShare)
  }

  @Test("PRICE-4: a capitated line is never sequestered")
  func capitatedNotSequestered() throws {
    let line = LineFixture(18_500).capitated().copay(2500).passThrough()
    let decision = try ClaimFixture(line).business(.medicareAdvantage).decide()
    #expect(decision.lines[0].printed == "CO-24 160.00; PR-3 25.00 -> 0.00")
    #expect(!decision.trace.contains { $0.rule.name.hasPrefix("SEQ") })
  }

  @Test("PRICE-5: the excess carries its quantity, the rest is priced as the units that are held")
  func cutBack() throws {
    let line = LineFixture(10_000, fee: 5000).units(3).coinsurance(2000).with {
      $0.hold = HoldFacts.Line(lineNumber: 1, authorization: .held, held: Quantity(units: 1))
    }
    let decision = try ClaimFixture(line).decide().lines[0]
    // 2 of 3 units of 100.00 are cut; the remaining 33.33 are less than the fee of 50.00.
    #expect(decision.printed == "CO-198 66.67; PR-2 6.67 -> 26.66")
    #expect(decision.adjustments[0].quantity == Quantity(units: 2))
    #expect(decision.paidQuantity == Quantity(units: 1))
    #expect(decision.unitsTaken == Quantity(units: 1))
  }

  @Test("PRICE-5: a line with all its units held is priced whole and takes no more than it billed")
  func heldWhole() throws {
    for held in [2, 3] {
      let line = LineFixture(10_000, fee: 3000).units(2).with {
        $0.hold = HoldFacts.Line(
          lineNumber: 1, authorization: .held, held: Quantity(units: held), referral: .held)
      }
      let decision = try ClaimFixture(line).decide().lines[0]
      #expect(decision.printed == "CO-45 40.00 -> 60.00")
      #expect(decision.unitsTaken == Quantity(units: 2))
      #expect(decision.isVisitTaken)
    }
  }

  private func code(_ claim: ClaimFixture) -> AdjudicationError.Code? {
    do {
      _ = try claim.decide()
      return nil
    } catch { return error.code }
  }
}
