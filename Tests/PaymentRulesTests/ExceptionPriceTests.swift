import Domain
import PaymentRules
import Testing

@Suite("Prices beside contracts")
struct ExceptionPriceTests {
  private func printed(_ claim: ClaimFixture) throws -> [String] {
    try claim.decide().lines.map(\.printed)
  }

  private func refusal(_ claim: ClaimFixture) -> AdjudicationError.Code? {
    do {
      _ = try claim.decide()
      return nil
    } catch {
      return error.code
    }
  }

  @Test("LETTER-1: the rate times the units, and the rest of the charge is CO-131")
  func rate() throws {
    let line = LineFixture(70_000, fee: 20_000).units(2).letter()
    #expect(try printed(ClaimFixture(line)) == ["CO-131 300.00 -> 400.00"])
    #expect(
      try printed(ClaimFixture(LineFixture(30_000, fee: 50_000).letter())) == [" -> 300.00"])
  }

  @Test("LETTER-1: a letter counts only under the authorization that it names")
  func unconfirmed() throws {
    let line = LineFixture(70_000, fee: 50_000)
    for other in [
      line.letter(under: "A8"), line.letter().with { $0.hold = nil }, line.letter(.notNeeded),
      line.letter(.noUnits), line.letter(.afterEnd), line.letter(.denied),
    ] {
      #expect(refusal(ClaimFixture(other)) == .factsIncomplete)
      let contracted = other.with { ($0.status, $0.feeWithoutLetter) = (.inNetwork, 60_000) }
      #expect(try printed(ClaimFixture(contracted)) == ["CO-45 100.00 -> 600.00"])
      #expect(
        try printed(ClaimFixture(other.denied(.outOfNetwork))) == ["PR-242 700.00 -> 0.00 N130"])
    }
    #expect(try printed(ClaimFixture(line.letter())) == ["CO-131 200.00 -> 500.00"])
  }

  @Test("LETTER-1: an authorization that the row asks for denies also without the letter")
  func stillRequired() throws {
    let line = LineFixture(70_000, fee: 50_000).letter(.noUnits).with {
      ($0.status, $0.feeWithoutLetter) = (.inNetwork, 60_000)
      $0.benefit.isAuthorizationRequired = true
    }
    #expect(try printed(ClaimFixture(line)) == ["CO-198 700.00 -> 0.00"])
  }

  @Test("LETTER-1: modifiers and other procedures leave the agreed rate as it is")
  func modifiers() throws {
    let line = LineFixture(100_000, fee: 50_000).letter()
    for modifiers in [["50"], ["51"], ["62"], ["80"], ["26"], ["50", "80"]] {
      let claim = ClaimFixture(line.with { $0.modifiers = modifiers })
      #expect(try printed(claim) == ["CO-131 500.00 -> 500.00"], "\(modifiers)")
    }
    #expect(refusal(ClaimFixture(line.modified("52"))) == .manualPricing)
    let lesser = LineFixture(100_000, fee: 30_000).modified("51")
    #expect(
      try printed(ClaimFixture(line, lesser)) == [
        "CO-131 500.00 -> 500.00", "CO-45 850.00 -> 150.00",
      ])
    let greater = LineFixture(100_000, fee: 70_000).modified("51")
    #expect(
      try printed(ClaimFixture(line, greater)) == [
        "CO-131 500.00 -> 500.00", "CO-45 300.00 -> 700.00",
      ])
  }

  @Test("NET-OON-4: the qualifying payment amount pays no line of Medicare Advantage or Medicaid")
  func otherBusiness() throws {
    let line = LineFixture(180_000, fee: 95_000).without(.qualifyingPayment)
    for business in LineOfBusiness.allCases {
      let isOwed = business == .commercialGroup || business == .commercialIndividual
      #expect(
        refusal(ClaimFixture(line).business(business)) == (isOwed ? nil : .factsContradict))
    }
  }

  @Test("SCREEN-PRICE: a fee for a unit does not pay for minutes")
  func minutes() throws {
    let line = LineFixture(70_000, fee: 2_000).units(45)
    #expect(refusal(ClaimFixture(line.with { $0.unit = "MJ" })) == .manualPricing)
    #expect(refusal(ClaimFixture(line.with { $0.unit = "UN" })) == nil)
  }

  @Test("SCREEN-REDUCTION: services of one kind, day and provider are not paid in full together")
  func reductions() throws {
    for kind in ReductionKind.allCases {
      let line = LineFixture(70_000, fee: 2_000).reduced(kind)
      #expect(refusal(ClaimFixture(line)) == nil)
      #expect(refusal(ClaimFixture(line, line)) == .manualPricing)
      #expect(refusal(ClaimFixture(line, line.on("2026-03-11"))) == nil)
      #expect(refusal(ClaimFixture(line, line.with { $0.renderingNPI = "1111111112" })) == nil)
      #expect(refusal(ClaimFixture(line, line.denied(.late))) == nil)
      #expect(refusal(ClaimFixture(line.units(2))) == (kind == .therapy ? .manualPricing : nil))
    }
    let mixed = [ReductionKind.imaging, .endoscopy].map { LineFixture(9_000, fee: 900).reduced($0) }
    #expect(refusal(ClaimFixture(mixed)) == nil)
  }

  @Test("LETTER-1: fewer units held than billed are cut back before the rate")
  func cutBack() throws {
    let line = LineFixture(70_000, fee: 20_000).units(2).letter().with {
      $0.hold?.held = Quantity(units: 1)
    }
    #expect(try printed(ClaimFixture(line)) == ["CO-198 350.00; CO-131 150.00 -> 200.00"])
  }

  @Test("SEQ-1: a letter is reduced only when it says so, and Medicare's fee as the product says")
  func sequestration() throws {
    let letter = LineFixture(70_000, fee: 50_000).letter()
    #expect(
      try printed(ClaimFixture(letter).business(.medicareAdvantage)) == ["CO-131 200.00 -> 500.00"])
    #expect(
      try printed(ClaimFixture(letter.passThrough()).business(.medicareAdvantage))
        == ["CO-131 200.00; CO-253 10.00 -> 490.00"])
    let fee = ClaimFixture(LineFixture(70_000, fee: 50_000).without(.medicare))
      .business(.medicareAdvantage)
    #expect(try printed(fee) == ["CO-45 200.00; CO-253 10.00 -> 490.00"])
    #expect(
      try printed(fee.with { $0.terms.isNonContractSequestered = false })
        == ["CO-45 200.00 -> 500.00"])
  }

  @Test(
    "NSA-1: the remarks say whether the amount or a lower charge is shared",
    arguments: [
      (95_001, "CO-45 0.01; PR-3 300.00 -> 650.00 N864 N869 N877"),
      (95_000, "PR-3 300.00 -> 650.00 N864 N869 N877"),
      (94_999, "PR-3 300.00 -> 649.99 N864 N870 N877"),
    ] as [(Int64, String)])
  func remarks(charge: Int64, expected: String) throws {
    let line = LineFixture(charge, fee: 95_000).copay(30_000).without(.qualifyingPayment)
    #expect(try printed(ClaimFixture(line)) == [expected])
  }

  @Test("NSA-1: the share runs up what care in the network runs up, and its limit cuts it")
  func inNetworkAmounts() throws {
    let line = LineFixture(180_000, fee: 95_000).copay(30_000).without(.qualifyingPayment)
    let claim = ClaimFixture(line)
    let posted = try claim.decide().postings.filter { $0.key.kind == .outOfPocket }
    #expect(posted.map(\.amount) == [Money(cents: 30_000), Money(cents: 30_000)])
    #expect(
      try printed(claim.outOfPocketLeft(10_000))
        == ["CO-45 850.00; PR-3 100.00 -> 850.00 N864 N869 N877 N919"])
  }

  @Test("NSA-1: no other price carries its remarks")
  func otherMethods() throws {
    for method in ContractFacts.FeeMethod.allCases
    where method != .qualifyingPayment && !method.isOfStay {
      let base = LineFixture(70_000, fee: 50_000)
      let line = (method == .letterOfAgreement ? base.letter() : base).with {
        if method != .letterOfAgreement { $0.method = method }
        $0.percent = method == .percentOfCharges ? BasisPoints(5_000) : nil
        $0.status = .inNetwork
      }
      #expect(try ClaimFixture(line).decide().lines.first?.remarks == [])
    }
  }
}
