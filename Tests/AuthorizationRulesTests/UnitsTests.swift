import AuthorizationRules
import Domain
import Testing

@Suite("How many units are held")
struct UnitsTests {
  @Test("AUTH-UNITS-1: what is asked is held, as far as units remain", arguments: 1...6)
  func heldIsTheLesser(asked: Int) {
    let record = Sample.authorization("A1", Sample.approved(units: 9, used: 3, reserved: 2))
    let decision = Sample.decide(Sample.authorized(units: asked), authorizations: [record])
    #expect(decision.line().held == Quantity(units: min(asked, 4)))
    #expect(decision.reservations.map(\.units?.quantity) == [decision.line().held])
  }

  @Test("AUTH-UNITS-1: lines of one claim see each other in the order of their numbers")
  func linesSeeEachOther() {
    let record = Sample.authorization("A1", Sample.approved(units: 5))
    let decision = Sample.decide(
      Sample.authorized(3, units: 2), Sample.authorized(1, units: 2),
      Sample.authorized(2, units: 2),
      authorizations: [record])
    #expect(decision.facts.lines.map(\.lineNumber) == [1, 2, 3])
    #expect(decision.facts.lines.map(\.held.thousandths) == [2_000, 2_000, 1_000])
    let fourth = Sample.decide(
      Sample.authorized(1, units: 5), Sample.authorized(2), authorizations: [record])
    #expect(fourth.line(2).authorization == .noUnits)
  }

  @Test("AUTH-UNITS-1: parts of a unit are counted in thousandths")
  func partsOfUnits() {
    var line = Sample.authorized()
    line.quantity = Quantity(thousandths: 1_500)
    let record = Sample.authorization("A1", Sample.approved(units: 2))
    var second = line
    second.lineNumber = 2
    let decision = Sample.decide(line, second, authorizations: [record])
    #expect(decision.facts.lines.map(\.held.thousandths) == [1_500, 500])
  }

  @Test("AUTH-UNITS-1: a record that holds more than it approved has nothing left, not less")
  func neverNegative() {
    let line = Sample.approved(units: 2, used: 3)
    #expect(line.remaining == .zero)
  }

  @Test("AUTH-UNITS-2: a line that is only checked is tested and reserves nothing")
  func checkedOnly() {
    let record = Sample.authorization("A1", Sample.approved(units: 2))
    var checked = Sample.authorized(1, units: 2)
    checked.isCheckedOnly = true
    let decision = Sample.decide(checked, Sample.authorized(2, units: 2), authorizations: [record])
    #expect(decision.line(1).authorization == .held)
    #expect(decision.line(1).held == .zero)
    #expect(decision.rules(1) == ["AUTH-MATCH-1", "AUTH-UNITS-2"])
    #expect(decision.line(2).held == Quantity(units: 2))
    #expect(decision.reservations.map(\.lineNumber) == [2])
    var missing = Sample.authorized(naming: "A9")
    missing.isCheckedOnly = true
    #expect(Sample.decide(missing, authorizations: [record]).line().authorization == .none)
  }

  @Test("HOLD-1: a line that lacks its referral reserves no units, and the other way round")
  func reservesAllOrNothing() {
    var line = Sample.referred { $0.isAuthorizationRequired = true }
    line.procedure = Sample.knee
    let units = Sample.decide(line, authorizations: [Sample.authorization()])
    #expect(units.line().authorization == .held)
    #expect(units.line().held == .zero)
    #expect(units.line().referral == .none)
    #expect(units.reservations.isEmpty)
    let visit = Sample.decide(line, referrals: [Sample.referral()])
    #expect(visit.line().referral == .held)
    #expect(visit.reservations.isEmpty)
    let both = Sample.decide(
      line, authorizations: [Sample.authorization()], referrals: [Sample.referral()])
    #expect(both.reservations.count == 1)
    #expect(both.reservations.first?.units?.quantity == Quantity(units: 1))
    #expect(both.reservations.first?.visit?.referralNumber == "R1")
  }

  @Test(
    "HOLD-1: a line whose authorization is optional reserves its visit without it, and both with it"
  )
  func optionalAuthorization() {
    var line = Sample.referred { $0.isAuthorizationOptional = true }
    line.procedure = Sample.knee
    let without = Sample.decide(line, referrals: [Sample.referral()])
    #expect(without.line().authorization == .none && without.line().referral == .held)
    #expect(without.reservations.map { $0.visit != nil } == [true])
    #expect(without.reservations.first?.units == nil)
    let both = Sample.decide(
      line, authorizations: [Sample.authorization()], referrals: [Sample.referral()])
    #expect(both.line().held == Quantity(units: 1))
    #expect(both.reservations.first?.visit != nil)
  }

  @Test("A line that needs nothing is answered and leaves no trace")
  func needsNothing() {
    let decision = Sample.decide(Sample.line())
    #expect(decision.line() == HoldFacts.Line(lineNumber: 1))
    #expect(decision.facts.trace.isEmpty)
  }
}
