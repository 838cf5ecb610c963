import ClaimRules
import Domain
import Testing

@Suite("Screening: what authorization is asked")
struct NeedScreeningTests {
  private func row(authorization: Bool, referral: Bool) -> BenefitRow {
    BenefitRow(
      benefitID: "row", category: "office_visit", isAuthorizationRequired: authorization,
      isReferralRequired: referral)
  }

  private func screening(
    authorization: Bool = false, referral: Bool = false, isOpenAccess: Bool = false,
    _ change: (inout ScreeningFixture) -> Void = { _ in }
  ) -> Screening {
    ScreeningFixture {
      $0.coverage.lines = [
        Fixture.covered(
          1, [row(authorization: authorization, referral: referral)],
          product: Fixture.product(isOpenAccess: isOpenAccess))
      ]
      $0.contract.lines = [Fixture.contracted(role: .specialist)]
      change(&$0)
    }.screening
  }

  @Test(
    "SCREEN-NEED: the benefit row says whether a line needs an authorization or a referral",
    arguments: [(false, false), (true, false), (false, true), (true, true)])
  func flags(authorization: Bool, referral: Bool) {
    let needs = screening(authorization: authorization, referral: referral).holdNeeds
    #expect(
      needs.map(\.isAuthorizationRequired) == (authorization || referral ? [authorization] : []))
    #expect(needs.map(\.isReferralRequired) == (authorization || referral ? [referral] : []))
  }

  @Test(
    "SCREEN-NEED: only a specialist needs a referral",
    arguments: ProviderRole.allCases)
  func onlySpecialists(role: ProviderRole) {
    let needs = screening(referral: true) {
      $0.contract.lines = [Fixture.contracted(role: role)]
    }.holdNeeds
    #expect(needs.count == (role == .specialist ? 1 : 0))
  }

  @Test("SCREEN-NEED: open access needs no referral, and an authorization all the same")
  func openAccess() {
    #expect(screening(referral: true, isOpenAccess: true).holdNeeds.isEmpty)
    let needs = screening(authorization: true, referral: true, isOpenAccess: true).holdNeeds
    #expect(needs.map(\.isReferralRequired) == [false])
    #expect(needs.map(\.isAuthorizationRequired) == [true])
  }

  @Test("SCREEN-NEED: the provider of record and the provider's group need no referral")
  func ownProvider() {
    let ofRecord = screening(referral: true) {
      $0.contract.lines[0].isPrimaryCareOfRecord = true
    }
    let sameGroup = screening(referral: true) {
      $0.contract.lines[0].isSameGroupAsPrimaryCare = true
    }
    #expect(ofRecord.holdNeeds.isEmpty)
    #expect(sameGroup.holdNeeds.isEmpty)
  }

  @Test("SCREEN-NEED: a line that is denied already is only checked")
  func checkedOnly() {
    #expect(screening(authorization: true).holdNeeds.map(\.isCheckedOnly) == [false])
    let denied = screening(authorization: true) { $0.duplicates = [1] }
    #expect(denied.holdNeeds.map(\.isCheckedOnly) == [true])
  }

  @Test("SCREEN-NEED: a line's own numbers come before the claim's")
  func numbers() throws {
    let own = screening(authorization: true) {
      $0.claim = Fixture.claim().with { claim in
        claim.authorizationNumber = "A-CLAIM"
        claim.referralNumber = "R-CLAIM"
        claim.lines[0].authorizationNumber = "A-LINE"
      }
    }
    let need = try #require(own.holdNeeds.first)
    #expect(need.authorizationNumber == "A-LINE")
    #expect(need.referralNumber == "R-CLAIM")
  }

  @Test("SCREEN-NEED: authorization learns who, what, when and whose primary care provider")
  func whatIsAsked() throws {
    let screening = screening(authorization: true) {
      $0.claim = Fixture.claim().withLine { $0.renderingNPI = Fixture.specialist }
    }
    let need = try #require(screening.holdNeeds.first)
    #expect(need.line.renderingNPI == Fixture.specialist)
    #expect(need.line.day == Fixture.day)
    #expect(need.billingNPI == Fixture.billing)
    #expect(need.specialty == "orthopedics")
    #expect(need.primaryCareNPI == Fixture.billing)
  }

  @Test("SCREEN-NEED: lines are asked in the order of the claim, and only those that need it")
  func order() {
    let needy = row(authorization: true, referral: false)
    let screening = ScreeningFixture {
      $0.claim = Fixture.claim(lines: 3)
      $0.coverage.lines = [
        Fixture.covered(3, [needy]), Fixture.covered(2), Fixture.covered(1, [needy]),
      ]
      $0.contract.lines = [3, 2, 1].map { Fixture.contracted($0) }
    }.screening
    #expect(screening.holdNeeds.map(\.line.lineNumber) == [1, 3])
  }
}
