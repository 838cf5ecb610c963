import ClaimRules
import Domain
import Testing

@Suite("Screening of emergencies")
struct EmergencyScreeningTests {
  private static let needy = BenefitRow(
    benefitID: "emergency", category: "emergency", isAuthorizationRequired: true,
    isReferralRequired: true)

  private func screening(
    _ status: ContractFacts.Line.Status = .inNetwork, isMarked: Bool = false,
    place: String = "23", business: LineOfBusiness = .commercialGroup
  ) -> Screening {
    ScreeningFixture {
      $0.claim = Fixture.claim().withLine { line in
        line.isMarkedEmergency = isMarked
        line.placeOfService = place
      }
      $0.coverage.lines = [
        Fixture.covered(1, [Self.needy], product: Fixture.product(business))
      ]
      $0.contract.lines = [Fixture.contracted(1, status, role: .specialist)]
    }.screening
  }

  @Test(
    "EMERG-1: an emergency without a contract waits for a person and is never denied for it",
    arguments: [
      ContractFacts.Line.Status.outOfNetwork, .ended, .notOnRoster, .notCredentialed,
    ])
  func withoutContract(status: ContractFacts.Line.Status) {
    for business in LineOfBusiness.allCases {
      let screening = screening(status, business: business)
      #expect(screening.reasons.isEmpty)
      #expect(screening.pends == [Pend(.emergencyOutOfNetwork, line: 1)])
    }
  }

  @Test(
    "EMERG-1: an emergency by an excluded provider waits for a person",
    arguments: [ContractFacts.Line.Status.billingExcluded, .renderingExcluded])
  func excluded(status: ContractFacts.Line.Status) {
    let screening = screening(status)
    #expect(screening.reasons.isEmpty)
    #expect(screening.pends == [Pend(.emergencyExcludedProvider, line: 1)])
  }

  @Test("EMERG-1: an emergency needs neither authorization nor referral")
  func needsNothing() {
    let emergency = screening()
    #expect(emergency.holdNeeds.isEmpty)
    #expect(emergency.pends.isEmpty)
    #expect(emergency.rules.contains("EMERG-1"))
    #expect(screening(place: "22").holdNeeds.count == 1)
  }

  @Test("EMERG-1: the place of the claim counts for a line that names none")
  func placeOfClaim() {
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim().with { $0.placeOfService = "23" }
      $0.contract.lines = [Fixture.contracted(1, .outOfNetwork)]
    }.screening
    #expect(screening.pendReasons == [.emergencyOutOfNetwork])
  }

  @Test("EMERG-1: an emergency does not cover what is no benefit, and a duplicate stays one")
  func otherReasonsStay() {
    let row = BenefitRow(benefitID: "none", category: "emergency", isCovered: false)
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim().with { $0.placeOfService = "23" }
      $0.coverage.lines = [Fixture.covered(1, [row])]
      $0.duplicates = [1]
    }.screening
    #expect(screening.denials == [.duplicate, .notBenefit])
  }

  @Test(
    "EMERG-2: a mark that the place does not confirm waits for a person",
    arguments: [(true, "11", true), (true, "23", false), (false, "11", false)])
  func mark(isMarked: Bool, place: String, isPended: Bool) {
    let screening = screening(isMarked: isMarked, place: place)
    #expect(screening.pendReasons == (isPended ? [.emergencyUnconfirmed] : []))
  }

  @Test("EMERG-2: a mark does not hold up a line that is denied for good")
  func markOfDenied() {
    let screening = screening(.ended, isMarked: true, place: "11")
    #expect(screening.denials == [.contractEnded])
    #expect(screening.pends.isEmpty)
  }
}
