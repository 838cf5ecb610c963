import ClaimRules
import Domain
import Testing

@Suite("Screening of prices, scope and pends")
struct PriceScreeningTests {
  @Test(
    "SCREEN-PRICE: a modifier that only a person can price waits, and one with a percentage goes on",
    arguments: [
      ("22", true), ("26", true), ("52", true), ("53", true), ("TC", true), ("50", false),
      ("51", false), ("62", false), ("80", false), ("81", false), ("82", false), ("AS", false),
      ("25", false), ("59", false), ("XU", false), ("93", false), ("95", false),
    ])
  func modifier(code: String, isPended: Bool) {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim().withLine { $0.modifiers = ["RT", code] }
    }.screening
    #expect(screening.pendReasons == (isPended ? [.manualPricing] : []))
  }

  @Test(
    "SCREEN-PRICE: a part goes on where the schedule has its row, and two roles never do",
    arguments: [
      (["26"], "26", false), (["TC"], "TC", false), (["26"], "TC", true),
      (["26", "TC"], "26", true),
      (["26", "50"], "26", false), (["50", "26"], "50", true), (["80", "62"], "", true),
      (["80", "AS"], "80", true), (["52"], "52", true), (["80", "80"], "", false),
    ] as [([String], String, Bool)])
  func rowOfModifier(modifiers: [String], row: String, isPended: Bool) {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim().withLine { $0.modifiers = modifiers }
      $0.contract.lines[0].feeModifier = row
    }.screening
    #expect(screening.pendReasons == (isPended ? [.manualPricing] : []))
  }

  @Test(
    "SCREEN-PRICE: both sides of more or less than one unit wait, unless the schedule has a row")
  func bothSides() {
    for (thousandths, row, isPended) in [
      (1_000, "", false), (2_000, "", true), (500, "", true), (2_000, "50", false),
    ] as [(Int64, String, Bool)] {
      let screening = ScreeningFixture {
        $0.claim = Fixture.claim().withLine {
          $0.modifiers = ["50"]
          $0.quantity = Quantity(thousandths: thousandths)
        }
        $0.contract.lines[0].feeModifier = row
      }.screening
      #expect(screening.pendReasons == (isPended ? [.manualPricing] : []))
    }
  }

  @Test("SCREEN-PRICE: a share of the charge has the modifiers in it, but not what is judged")
  func shareOfCharge() {
    for (code, isPended) in [("26", false), ("50", false), ("80", false), ("22", true)] {
      let screening = ScreeningFixture {
        $0.claim = Fixture.claim().withLine { $0.modifiers = [code] }
        $0.contract.lines[0].feeMethod = .percentOfCharges
        $0.contract.lines[0].percent = BasisPoints(6_000)
        $0.contract.lines[0].unitFee = nil
      }.screening
      #expect(screening.pendReasons == (isPended ? [.manualPricing] : []))
    }
  }

  @Test("SCREEN-PRICE: a withhold waits for nobody")
  func withhold() {
    let screening = ScreeningFixture {
      $0.contract.lines[0].withhold = BasisPoints(1)
    }.screening
    #expect(screening.pendReasons == [])
  }

  @Test(
    "SCREEN-PRICE: a missing rate waits for a person where a fee is paid",
    arguments: [
      (ContractFacts.FeeMethod.feeSchedule, true), (.percentOfSchedule, true),
      (.perUnit, true), (.percentOfCharges, true), (.capitated, false), (.salary, false),
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
