import ClaimRules
import Domain
import Testing

@Suite("Screening: priced although no contract is in force")
struct ExceptionScreeningTests {
  private static let withoutContract = ContractFacts.Line.Status.allCases.filter {
    $0.isWithoutContract
  }

  private func screening(
    _ status: ContractFacts.Line.Status, _ method: ContractFacts.FeeMethod, place: String = "23",
    _ change: (inout ScreeningFixture) -> Void = { _ in }
  ) -> Screening {
    ScreeningFixture {
      $0.claim = Fixture.claim().withLine { $0.placeOfService = place }
      $0.claim.authorizationNumber = "A7"
      $0.contract.lines = [
        Fixture.contracted(1, status).with {
          guard method == .letterOfAgreement else { return $0.feeMethod = method }
          $0.letter = AgreedRate(authorizationNumber: "A7", amount: Money(cents: 50_000))
        }
      ]
      change(&$0)
    }.screening
  }

  @Test(
    "SCREEN-EXCEPTION: an emergency with a price is neither denied nor pended for its contract",
    arguments: withoutContract, [ContractFacts.FeeMethod.medicare, .qualifyingPayment])
  func emergency(status: ContractFacts.Line.Status, method: ContractFacts.FeeMethod) {
    let screening = screening(status, method)
    #expect(screening.denials.isEmpty)
    #expect(screening.pends.isEmpty)
    #expect(screening.holdNeeds.isEmpty)
    #expect(screening.rules.contains("SCREEN-EXCEPTION"))
  }

  @Test(
    "SCREEN-EXCEPTION: the same price does not pay for what is no emergency",
    arguments: withoutContract)
  func noEmergency(status: ContractFacts.Line.Status) {
    let screening = screening(status, .medicare, place: "11")
    #expect(screening.denials.count == 1)
    #expect(!screening.rules.contains("SCREEN-EXCEPTION"))
  }

  @Test("SCREEN-EXCEPTION: an emergency whose price is missing waits", arguments: withoutContract)
  func noPrice(status: ContractFacts.Line.Status) {
    let screening = screening(status, .medicare) { $0.contract.lines[0].unitFee = nil }
    #expect(screening.pendReasons == [.emergencyOutOfNetwork])
    #expect(screening.denials.isEmpty)
  }

  @Test("SCREEN-EXCEPTION: a price that only a person can work out still waits")
  func judged() {
    let screening = screening(.outOfNetwork, .medicare) { $0.claim.lines[0].modifiers = ["22"] }
    #expect(screening.pendReasons == [.manualPricing])
  }

  @Test("SCREEN-EXCEPTION: an excluded provider has no exception")
  func excluded() {
    for status in [ContractFacts.Line.Status.billingExcluded, .renderingExcluded] {
      #expect(screening(status, .medicare).pendReasons == [.emergencyExcludedProvider])
      #expect(screening(status, .letterOfAgreement, place: "11").denials.count == 1)
    }
  }

  @Test(
    "SCREEN-NEED: what a letter prices is asked of authorization, whatever the benefit row says",
    arguments: withoutContract + [.inNetwork])
  func letter(status: ContractFacts.Line.Status) {
    let screening = screening(status, .letterOfAgreement, place: "11")
    #expect(screening.denials.isEmpty)
    #expect(screening.pends.isEmpty)
    #expect(screening.holdNeeds.map(\.isAuthorizationRequired) == [false])
    #expect(screening.holdNeeds.map(\.isAuthorizationOptional) == [true])
    let plain = screening.letterLines[1]
    let denials: [ContractFacts.Line.Status: Reason] = [
      .outOfNetwork: .outOfNetwork, .ended: .contractEnded, .notOnRoster: .notOnRoster,
      .notCredentialed: .notCredentialed,
    ]
    #expect(plain?.reasons == [denials[status]].compactMap(\.self))
    #expect(plain?.pends == [])
    #expect(screening.holdNeeds.map(\.authorizationNumber) == ["A7"])
    #expect(screening.holdNeeds.map(\.isCheckedOnly) == [false])
  }

  @Test(
    "SCREEN-EXCEPTION: without the letter a line of Medicare Advantage waits for a determination")
  func letterInMedicareAdvantage() {
    let found = screening(.outOfNetwork, .letterOfAgreement, place: "11") {
      $0.coverage.lines = [Fixture.covered(product: Fixture.product(.medicareAdvantage))]
    }
    #expect(found.pends.isEmpty && found.denials.isEmpty)
    #expect(found.letterLines[1]?.pends == [.organizationDetermination])
    #expect(found.letterLines[1]?.isAuthorizationRequired == false)
  }

  @Test("NET-OON-4: in Medicare Advantage no emergency is priced by the qualifying payment amount")
  func otherBusiness() {
    for business in LineOfBusiness.allCases {
      let isOwed = business == .commercialGroup || business == .commercialIndividual
      let found = screening(.outOfNetwork, .qualifyingPayment) {
        $0.coverage.lines = [Fixture.covered(product: Fixture.product(business))]
      }
      #expect(found.pendReasons == (isOwed ? [] : [.emergencyOutOfNetwork]))
    }
  }

  @Test("SCREEN-REDUCTION: lines that are reduced beside each other wait, one alone does not")
  func reductions() {
    func found(_ lines: Int, _ change: (inout ScreeningFixture) -> Void = { _ in }) -> [Pend] {
      ScreeningFixture {
        $0.claim = Fixture.claim(lines: lines)
        $0.coverage.lines = (1...lines).map { Fixture.covered($0) }
        $0.contract.lines = (1...lines).map { number in
          Fixture.contracted(number).with { $0.reductionKind = .imaging }
        }
        change(&$0)
      }.screening.pends
    }
    #expect(found(1).isEmpty)
    #expect(found(2) == [Pend(.manualPricing, line: 1), Pend(.manualPricing, line: 2)])
    #expect(found(2) { $0.claim.lines[1].from = Fixture.day.adding(days: -1) }.isEmpty)
    #expect(found(2) { $0.duplicates = [2] }.isEmpty)
    #expect(found(2) { $0.contract.lines[1].reductionKind = .endoscopy }.isEmpty)
  }

  @Test("SCREEN-REDUCTION: lines are reduced beside each other when their letters do not count")
  func reductionsWithoutLetters() {
    let letter = AgreedRate(authorizationNumber: "A7", amount: Money(cents: 50_000))
    func found(
      _ letters: [Int], _ change: (inout ScreeningFixture) -> Void = { _ in }
    ) -> Screening {
      ScreeningFixture {
        $0.claim = Fixture.claim(lines: 2)
        $0.claim.authorizationNumber = "A7"
        $0.coverage.lines = (1...2).map { Fixture.covered($0) }
        $0.contract.lines = (1...2).map { number in
          Fixture.contracted(number).with {
            $0.reductionKind = .imaging
            $0.letter = letters.contains(number) ? letter : nil
          }
        }
        change(&$0)
      }.screening
    }
    let both = found([1, 2])
    #expect(both.pends.isEmpty)
    let waiting: [Int: [PendReason]] = [1: [.manualPricing], 2: [.manualPricing]]
    #expect(both.letterLines.mapValues(\.pends) == waiting)
    let answered = AnsweredLines(
      reasons: [:], letters: Array(both.letterLines.values), contract: ContractFacts(),
      packagedInto: [:], packagedPends: [:], hold: nil)
    #expect(
      answered.pends == [Pend(.manualPricing, line: 1), Pend(.manualPricing, line: 2)])
    let one = found([2])
    #expect(one.pends.isEmpty)
    #expect(one.letterLines[2]?.pends == [.manualPricing])
    let apart = found([1, 2]) { $0.claim.lines[1].from = Fixture.day.adding(days: -1) }
    #expect(apart.letterLines[1]?.pends == [])
    #expect(found([1, 2]) { $0.duplicates = [2] }.letterLines[1]?.pends == [])
  }

  @Test("SCREEN-EXCEPTION: the network learns the authorization, and which emergencies are owed")
  func claims() {
    var claim = Fixture.claim(lines: 3)
    claim.authorizationNumber = "A7"
    claim.lines[1].authorizationNumber = "A8"
    claim.lines[2].placeOfService = "23"
    #expect(
      claim.exceptionClaims.mapValues(\.authorizationNumber) == [1: "A7", 2: "A8", 3: ""])
    #expect(
      claim.exceptionClaims.mapValues(\.isOwedWithoutContract) == [1: false, 2: false, 3: true])
    claim.kind = .institutional
    #expect(claim.exceptionClaims[3]?.isOwedWithoutContract == false)
    #expect(Fixture.claim().exceptionClaims.isEmpty)
  }
}
