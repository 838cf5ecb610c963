import ClaimRules
import Domain
import Testing

@Suite("Screening of prices, scope and pends")
struct PriceScreeningTests {
  @Test(
    "SCREEN-PRICE: a modifier that changes the price waits for a person",
    arguments: [
      ("22", true), ("26", true), ("50", true), ("51", true), ("52", true), ("53", true),
      ("62", true), ("80", true), ("81", true), ("82", true), ("AS", true), ("TC", true),
      ("25", false), ("59", false), ("XU", false),
    ])
  func modifier(code: String, isPended: Bool) {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim().withLine { $0.modifiers = ["RT", code] }
    }.screening
    #expect(screening.pendReasons == (isPended ? [.manualPricing] : []))
  }

  @Test("SCREEN-PRICE: a withhold waits for a person")
  func withhold() {
    let screening = ScreeningFixture {
      $0.contract.lines[0].withhold = BasisPoints(1)
    }.screening
    #expect(screening.pendReasons == [.withhold])
  }

  @Test(
    "SCREEN-PRICE: a missing rate waits for a person where a fee is paid",
    arguments: [
      (ContractFacts.FeeMethod.feeSchedule, true), (.percentOfSchedule, true),
      (.capitated, false), (.salary, false),
    ])
  func missingRate(method: ContractFacts.FeeMethod, isPended: Bool) {
    let screening = ScreeningFixture {
      $0.contract.lines[0].unitFee = nil
      $0.contract.lines[0].feeMethod = method
    }.screening
    #expect(screening.pendReasons == (isPended ? [.rateMissing] : []))
  }

  @Test(
    "SCREEN-PRICE: capitation with a deductible or coinsurance waits, unless it is preventive",
    arguments: [
      (true, 0, false, true), (false, 1, false, true), (true, 2_000, true, false),
      (false, 0, false, false),
    ])
  func capitatedShare(isDeductible: Bool, rate: Int32, isPreventive: Bool, isPended: Bool) {
    for method in [ContractFacts.FeeMethod.capitated, .salary] {
      let screening = ScreeningFixture {
        $0.coverage.lines = [
          Fixture.covered(
            1,
            [
              BenefitRow(
                benefitID: "row", category: "office_visit", isDeductibleApplied: isDeductible,
                coinsurance: BasisPoints(rate), isPreventive: isPreventive)
            ])
        ]
        $0.contract.lines[0].feeMethod = method
      }.screening
      #expect(screening.pendReasons == (isPended ? [.capitatedCostShare] : []))
    }
  }

  @Test("SCREEN-PRICE: a line without a contract in force is not looked at for its price")
  func noPriceWithoutContract() {
    let screening = ScreeningFixture {
      $0.contract.lines = [
        Fixture.contracted(1, .ended).with {
          $0.unitFee = nil
          $0.withhold = BasisPoints(100)
        }
      ]
    }.screening
    #expect(screening.pends.isEmpty)
  }

  @Test("SCREEN-SCOPE: other payers and replacements wait whole, an encounter goes on")
  func scope() {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim().with { claim in
        claim.isEncounter = true
        claim.hasOtherPayer = true
        claim.frequency = "7"
      }
    }.screening
    #expect(screening.pends == [Pend(.otherPayer), Pend(.replacementOrVoid)])
    let encounter = ScreeningFixture {
      $0.claim = Fixture.claim().with { $0.isEncounter = true }
    }.screening
    #expect(encounter.pends.isEmpty)
  }

  @Test("SCREEN-SCOPE: a claim that waits whole waits even when every line is denied")
  func scopeOfDenied() {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim().with { $0.hasOtherPayer = true }
      $0.duplicates = [1]
    }.screening
    #expect(screening.pends == [Pend(.otherPayer)])
  }

  @Test("SCREEN-SCOPE: a reason for one line does not settle what makes the whole claim wait")
  func decidedInPart() {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim(lines: 2).with { $0.hasOtherPayer = true }
      $0.coverage.lines = [Fixture.covered(1), Fixture.covered(2)]
      $0.contract.lines = [Fixture.contracted(1), Fixture.contracted(2)]
      $0.decided = [1: .rateMissing]
    }.screening
    #expect(screening.reasons == [1: [.rateMissing]])
    #expect(screening.pends == [Pend(.otherPayer)])
  }

  @Test("SCREEN-SCOPE: a person's reasons for every line settle what made the claim wait")
  func decided() {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim().with { $0.hasOtherPayer = true }
      $0.contract.lines[0].unitFee = nil
      $0.decided = [1: .rateMissing]
    }.screening
    #expect(screening.denials == [.rateMissing])
    #expect(screening.pends.isEmpty)
  }

  @Test("SCREEN-SCOPE: a pend counts only for a line that nothing denies, and once")
  func pendsOfDenied() {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim(lines: 2).with { claim in
        for index in 0..<2 { claim.lines[index].modifiers = ["22", "50"] }
      }
      $0.coverage.lines = [Fixture.covered(1), Fixture.covered(2)]
      $0.contract.lines = [Fixture.contracted(1), Fixture.contracted(2)]
      $0.duplicates = [2]
    }.screening
    #expect(screening.pends == [Pend(.manualPricing, line: 1)])
    #expect(screening.reasons == [2: [.duplicate]])
  }
}
