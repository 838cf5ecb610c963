import AuthorizationRules
import Domain
import Testing

/// The published cases of the claim suite, as far as authorization decides them.
@Suite("Golden cases of authorizations and referrals")
struct GoldenCaseTests {
  @Test("G15: REF-MATCH-1: a specialist without a referral is denied with CO-288")
  func g15() {
    let decision = Sample.decide(Sample.referred())
    #expect(decision.line().referral == .none)
    #expect(decision.codes() == ["CO-288"])
  }

  @Test("G16: REF-MATCH-2: a referral to 2026-03-31 on 2026-04-02 is denied with CO-288 and N351")
  func g16() {
    let decision = Sample.decide(
      Sample.referred(on: "2026-04-02"), referrals: [Sample.referral(to: "2026-03-31")])
    #expect(decision.codes() == ["CO-288", "N351"])
  }

  @Test("G17: REF-MATCH-3: the fourth visit of three is denied with CO-287")
  func g17() {
    let counted = ["2026-02-01", "2026-02-08", "2026-02-15"].map { Sample.visit($0) }
    let decision = Sample.decide(
      Sample.referred(), referrals: [Sample.referral(visits: 3, counted: counted)])
    #expect(decision.codes() == ["CO-287"])
  }

  @Test("G18: AUTH-UNITS-1: four units billed on two remaining hold two")
  func g18() {
    let record = Sample.authorization(
      "A1", Sample.approved(procedure: "97110", units: 6, used: 4))
    let decision = Sample.decide(
      Sample.authorized(procedure: "97110", units: 4), authorizations: [record])
    #expect(decision.line().authorization == .held)
    #expect(decision.line().held == Quantity(units: 2))
  }

  @Test("G19: AUTH-MATCH-9: no authorization on file is denied with CO-197")
  func g19() {
    #expect(Sample.decide(Sample.authorized()).codes() == ["CO-197"])
  }

  @Test("G20a: AUTH-MATCH-6: an authorization to 2026-03-31 on 2026-04-01 is denied with CO-302")
  func g20a() {
    #expect(codes(Sample.authorization("A1", Sample.approved(to: "2026-03-31"))) == ["CO-302"])
  }

  @Test("G20b: AUTH-MATCH-7: one from 2026-04-10 on 2026-04-01 is denied with CO-197 and N54")
  func g20b() {
    let record = Sample.authorization("A1", Sample.approved(from: "2026-04-10"))
    #expect(codes(record) == ["CO-197", "N54"])
  }

  @Test("G20c: AUTH-MATCH-5: an authorization for 73718 does not cover 73721: CO-284")
  func g20c() {
    let record = Sample.authorization("A1", Sample.approved(procedure: "73718"))
    #expect(codes(record) == ["CO-284"])
  }

  @Test("G20d: AUTH-MATCH-4: an authorization of provider X used by Y is denied with CO-296")
  func g20d() {
    #expect(codes(Sample.authorization(), by: Sample.providerY) == ["CO-296"])
  }

  @Test("G65: REF-VISIT-1: the third visit of three holds for both of its lines")
  func g65() {
    let counted = [Sample.visit("2026-02-01"), Sample.visit("2026-02-08")]
    let decision = Sample.decide(
      Sample.referred(1), Sample.referred(2),
      referrals: [Sample.referral(visits: 3, counted: counted)])
    #expect(decision.facts.lines.map(\.referral) == [.held, .held])
    #expect(decision.codes(1).isEmpty && decision.codes(2).isEmpty)
    #expect(Set(decision.reservations.map(\.visit?.visit)) == [Sample.visit("2026-04-01")])
  }

  private func codes(
    _ record: AuthorizationOnFile, by rendering: String = Sample.providerX
  ) -> [String] {
    Sample.decide(
      Sample.authorized(by: rendering, naming: "A1"), authorizations: [record]
    ).codes()
  }
}
