import AuthorizationRules
import Domain
import Testing

@Suite("Which referral a line uses")
struct ReferralTests {
  @Test("REF-MATCH-1: no referral for the provider or the specialty is none")
  func noneOnFile() {
    let decisions = [
      Sample.decide(Sample.referred()),
      Sample.decide(Sample.referred(), referrals: [Sample.referral(specialty: "cardiology")]),
      Sample.decide(Sample.referred(), referrals: [Sample.referral(target: Sample.providerY)]),
      Sample.decide(Sample.referred(), referrals: [Sample.referral(member: "M2")]),
      Sample.decide(Sample.referred(), referrals: [Sample.referral(from: "2026-04-02")]),
      Sample.decide(Sample.referred(), referrals: [Sample.referral(specialty: "")]),
      Sample.decide(
        Sample.referred { $0.referralNumber = "R9" }, referrals: [Sample.referral()]),
    ]
    for decision in decisions {
      #expect(decision.line().referral == .none)
      #expect(decision.line().referralNumber.isEmpty)
      #expect(decision.rules() == ["REF-MATCH-1"])
      #expect(decision.codes() == ["CO-288"])
    }
  }

  @Test("REF-MATCH-1: the number on the claim is the only referral looked at")
  func numberOnClaim() {
    let referrals = [
      Sample.referral("R1"), Sample.referral("R2", to: "2026-03-31"),
    ]
    let line = Sample.referred { $0.referralNumber = "R2" }
    #expect(Sample.decide(line, referrals: referrals).line().referral == .expired)
    #expect(Sample.decide(Sample.referred(), referrals: referrals).line().referralNumber == "R1")
  }

  @Test("REF-MATCH-2: a referral that ended before the day is expired")
  func expired() {
    let referral = Sample.referral(to: "2026-03-31")
    let decision = Sample.decide(Sample.referred(), referrals: [referral])
    #expect(decision.line().referral == .expired)
    #expect(decision.codes() == ["CO-288", "N351"])
    let lastDay = Sample.decide(Sample.referred(on: "2026-03-31"), referrals: [referral])
    #expect(lastDay.line().referral == .held)
  }

  @Test("REF-MATCH-3: a visit beyond those granted finds none left")
  func visitsUsed() {
    let referral = Sample.referral(
      visits: 2, counted: [Sample.visit("2026-02-01"), Sample.visit("2026-02-08")])
    let decision = Sample.decide(Sample.referred(), referrals: [referral])
    #expect(decision.line().referral == .noVisits)
    #expect(decision.codes() == ["CO-287"])
    #expect(decision.reservations.isEmpty)
  }

  @Test("REF-MATCH-4: a referral by someone else than the primary care provider does not count")
  func issuer() {
    let decision = Sample.decide(
      Sample.referred(), referrals: [Sample.referral(issuerIsEligible: false)])
    #expect(decision.line().referral == .issuerNotEligible)
    #expect(decision.codes() == ["CO-183"])
  }

  @Test("REF-MATCH-5: without a primary care provider nothing can be told")
  func uncertain() {
    for referrals in [[], [Sample.referral()]] {
      let decision = Sample.decide(
        Sample.referred { $0.primaryCareNPI = "" }, referrals: referrals)
      #expect(decision.line().referral == .uncertain)
      #expect(decision.rules() == ["REF-MATCH-5"])
      #expect(decision.codes().isEmpty)
      #expect(decision.reservations.isEmpty)
    }
  }

  @Test("REF-MATCH-2 to REF-MATCH-4: of several that fail, the one that came nearest says why")
  func nearest() {
    let expired = Sample.referral("R1", to: "2026-03-31")
    let used = Sample.referral("R2", visits: 1, counted: [Sample.visit("2026-02-01")])
    let issuer = Sample.referral("R3", issuerIsEligible: false)
    let outcome = { (referrals: [ReferralOnFile]) in
      Sample.decide(Sample.referred(), referrals: referrals).line().referral
    }
    #expect(outcome([expired, used, issuer]) == .noVisits)
    #expect(outcome([issuer, expired]) == .issuerNotEligible)
    #expect(outcome([expired]) == .expired)
  }

  @Test("REF-VISIT-1: of several that hold, the one that ends first gives the visit")
  func endsFirst() {
    let referrals = [
      Sample.referral("R3", to: "2026-09-30"), Sample.referral("R2", to: "2026-06-30"),
      Sample.referral("R1", to: "2026-06-30"),
    ]
    #expect(Sample.decide(Sample.referred(), referrals: referrals).line().referralNumber == "R1")
  }

  @Test("REF-VISIT-1: lines of one provider and day are one visit, another provider or day is not")
  func oneVisit() {
    let referral = Sample.referral(visits: 2)
    let decision = Sample.decide(
      Sample.referred(1), Sample.referred(2), Sample.referred(3, by: Sample.providerY),
      Sample.referred(4, on: "2026-04-02"), Sample.referred(5), referrals: [referral])
    #expect(
      decision.facts.lines.map(\.referral) == [.held, .held, .held, .noVisits, .held])
    #expect(Set(decision.reservations.map(\.visit?.visit)).count == 2)
  }

  @Test("REF-VISIT-1: a visit that another claim counted needs no further one")
  func countedByAnotherClaim() {
    let referral = Sample.referral(visits: 1, counted: [Sample.visit("2026-04-01")])
    let decision = Sample.decide(Sample.referred(), referrals: [referral])
    #expect(decision.line().referral == .held)
    #expect(decision.facts.trace.map(\.outcome) == ["visit counted already"])
    #expect(decision.reservations.count == 1)
  }

  @Test("REF-VISIT-1: both provider and specialty must agree when a referral names both")
  func bothTargets() {
    let referral = Sample.referral(target: Sample.providerX)
    #expect(Sample.decide(Sample.referred(), referrals: [referral]).line().referral == .held)
    let other = Sample.referred { $0.specialty = "cardiology" }
    #expect(Sample.decide(other, referrals: [referral]).line().referral == .none)
  }
}
