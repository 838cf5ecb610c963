import AuthorizationRules
import Domain
import Testing

@Suite("Which authorization a line uses")
struct AuthorizationMatchTests {
  @Test("AUTH-MATCH-1: the number on the claim decides, though another record would match")
  func numberOnClaim() {
    let decision = Sample.decide(
      Sample.authorized(naming: "A2"),
      authorizations: [Sample.authorization("A1"), Sample.authorization("A2")])
    #expect(decision.line().authorizationNumber == "A2")
    #expect(decision.line().authorization == .held)
    #expect(decision.rules() == ["AUTH-MATCH-1", "AUTH-UNITS-1"])
  }

  @Test("AUTH-MATCH-1: without a number, provider, procedure and day select the record")
  func exactMatch() {
    let decision = Sample.decide(
      Sample.authorized(),
      authorizations: [
        Sample.authorization("A1", provider: Sample.providerY),
        Sample.authorization("A2", Sample.approved(procedure: "73718")),
        Sample.authorization("A3", Sample.approved(to: "2026-03-31")),
        Sample.authorization("A4"),
      ])
    #expect(decision.line().authorizationNumber == "A4")
  }

  @Test(
    "AUTH-MATCH-1: of several that match, the one with all units, the named provider, first end")
  func severalMatch() {
    let all = [
      Sample.authorization("A1", Sample.approved(units: 1)),
      Sample.authorization("A2", provider: "", Sample.approved(to: "2026-05-31")),
      Sample.authorization("A4", Sample.approved(to: "2026-08-31")),
      Sample.authorization("A3", Sample.approved(to: "2026-08-31")),
      Sample.authorization("A5", Sample.approved(to: "2026-09-30")),
    ]
    for records in [all, all.reversed()] {
      let decision = Sample.decide(Sample.authorized(units: 2), authorizations: records)
      #expect(decision.line().authorizationNumber == "A3")
    }
  }

  @Test("AUTH-MATCH-1: the only record that fails a single test says why")
  func onlyNearMiss() {
    let decision = Sample.decide(
      Sample.authorized(),
      authorizations: [
        Sample.authorization("A1", Sample.approved(to: "2026-03-31")),
        Sample.authorization(
          "A2", provider: Sample.providerY, Sample.approved(procedure: "73718")),
      ])
    #expect(decision.line().authorization == .afterEnd)
    #expect(decision.line().authorizationNumber == "A1")
  }

  @Test("AUTH-MATCH-1: two records that each fail a single test leave none")
  func twoNearMisses() {
    let decision = Sample.decide(
      Sample.authorized(),
      authorizations: [
        Sample.authorization("A1", Sample.approved(to: "2026-03-31")),
        Sample.authorization("A2", provider: Sample.providerY),
      ])
    #expect(decision.line().authorization == .none)
    #expect(decision.line().authorizationNumber.isEmpty)
  }

  @Test("AUTH-MATCH-1: inside a record, the line that has units on the day is looked at")
  func lineInsideRecord() {
    let record = Sample.authorization(
      "A1", Sample.approved(1, to: "2026-03-31"), Sample.approved(2, units: 2, used: 2),
      Sample.approved(3, units: 2), Sample.approved(4, procedure: "73718"))
    let decision = Sample.decide(Sample.authorized(), authorizations: [record])
    #expect(decision.line().authorizationLine == 3)
  }

  @Test("AUTH-MATCH-1: a billing provider that is named may use it too")
  func billingProvider() {
    var line = Sample.authorized(by: Sample.providerY)
    line.billingNPI = Sample.providerX
    let decision = Sample.decide(line, authorizations: [Sample.authorization()])
    #expect(decision.line().authorization == .held)
  }

  @Test("AUTH-MATCH-1: a record for any provider matches each")
  func anyProvider() {
    let decision = Sample.decide(
      Sample.authorized(by: Sample.providerY),
      authorizations: [Sample.authorization(provider: "")])
    #expect(decision.line().authorization == .held)
  }

  struct Failure: Sendable, CustomTestStringConvertible {
    let rule: String
    let record: AuthorizationOnFile
    let outcome: HoldFacts.AuthorizationOutcome
    let codes: [String]
    var testDescription: String { rule }
  }

  static let failures = [
    Failure(
      rule: "AUTH-MATCH-2", record: Sample.authorization(member: "M2"), outcome: .otherMember,
      codes: ["CO-197", "M62"]),
    Failure(
      rule: "AUTH-MATCH-3", record: Sample.authorization(state: .denied), outcome: .denied,
      codes: ["CO-39"]),
    Failure(
      rule: "AUTH-MATCH-4", record: Sample.authorization(provider: Sample.providerY),
      outcome: .otherProvider, codes: ["CO-296"]),
    Failure(
      rule: "AUTH-MATCH-5", record: Sample.authorization("A1", Sample.approved(procedure: "73718")),
      outcome: .otherService, codes: ["CO-284"]),
    Failure(
      rule: "AUTH-MATCH-6", record: Sample.authorization("A1", Sample.approved(to: "2026-03-31")),
      outcome: .afterEnd, codes: ["CO-302"]),
    Failure(
      rule: "AUTH-MATCH-7", record: Sample.authorization("A1", Sample.approved(from: "2026-04-10")),
      outcome: .beforeStart, codes: ["CO-197", "N54"]),
    Failure(
      rule: "AUTH-MATCH-8",
      record: Sample.authorization("A1", Sample.approved(units: 3, used: 2, reserved: 1)),
      outcome: .noUnits, codes: ["CO-198"]),
  ]

  @Test(
    "AUTH-MATCH-2 to AUTH-MATCH-8: one failing test of the record on the claim decides",
    arguments: failures)
  func namedRecordFails(failure: Failure) {
    let decision = Sample.decide(
      Sample.authorized(naming: "A1"), authorizations: [failure.record])
    #expect(decision.line().authorization == failure.outcome)
    #expect(decision.line().held == .zero)
    #expect(decision.rules() == [failure.rule])
    #expect(decision.codes() == failure.codes)
    #expect(decision.reservations.isEmpty)
  }

  @Test(
    "AUTH-MATCH-3 to AUTH-MATCH-8: the same decides without a number",
    arguments: failures.dropFirst())
  func onlyRecordFails(failure: Failure) {
    let decision = Sample.decide(Sample.authorized(), authorizations: [failure.record])
    #expect(decision.line().authorization == failure.outcome)
  }

  @Test("AUTH-MATCH-2: of several failing tests the first in the order of the rules decides")
  func firstFailure() {
    let worst = Sample.authorization(
      member: "M2", provider: Sample.providerY, state: .denied,
      Sample.approved(procedure: "73718", to: "2026-03-31"))
    var record = worst
    let outcome = {
      Sample.decide(Sample.authorized(naming: "A1"), authorizations: [record]).line().authorization
    }
    #expect(outcome() == .otherMember)
    record.memberID = "M1"
    #expect(outcome() == .denied)
    record.state = .approved
    #expect(outcome() == .otherProvider)
    record.providerNPI = ""
    #expect(outcome() == .otherService)
    record.lines[0].procedure = Sample.knee
    #expect(outcome() == .afterEnd)
  }

  @Test("AUTH-MATCH-2: what another member's record says stays out of answer and trace")
  func otherMemberIsNotTold() {
    let decision = Sample.decide(
      Sample.authorized(naming: "A1"), authorizations: [Sample.authorization(member: "M2")])
    #expect(decision.line().authorizationLine == 0)
    #expect(!decision.facts.trace.flatMap(\.facts).map(\.name).contains("last_day"))
  }

  @Test(
    "AUTH-MATCH-9: none on file, an unknown number and undecided or withdrawn requests are none")
  func noneOnFile() {
    let undecided = [
      Sample.authorization(state: .inReview), Sample.authorization("A2", state: .voided),
    ]
    let decisions = [
      Sample.decide(Sample.authorized()),
      Sample.decide(Sample.authorized(naming: "A9"), authorizations: [Sample.authorization()]),
      Sample.decide(Sample.authorized(), authorizations: undecided),
      Sample.decide(Sample.authorized(naming: "A1"), authorizations: undecided),
      Sample.decide(Sample.authorized(), authorizations: [Sample.authorization(member: "M2")]),
    ]
    for decision in decisions {
      #expect(decision.line().authorization == .none)
      #expect(decision.rules() == ["AUTH-MATCH-9"])
      #expect(decision.codes() == ["CO-197"])
    }
  }

  static let decisions:
    [(AuthorizationOnFile.MedicalDecision, HoldFacts.AuthorizationOutcome, String)] =
      [
        (.notNecessary, .notNecessary, "CO-50"), (.tooMany, .tooMany, "CO-151"),
        (.experimental, .experimental, "CO-55"), (.wrongSetting, .wrongSetting, "CO-58"),
      ]

  @Test(
    "AUTH-DECISION-1: a physician's decision takes the place of the plain denial",
    arguments: decisions)
  func medicalDecision(
    decision: AuthorizationOnFile.MedicalDecision, outcome: HoldFacts.AuthorizationOutcome,
    code: String
  ) {
    var record = Sample.authorization(state: .denied)
    record.review = AuthorizationOnFile.Review(
      decision: decision, decidedBy: "dr.imani.west", decidedOn: Sample.day("2026-03-02"))
    for claimed in [Sample.authorized(naming: "A1"), Sample.authorized()] {
      let found = Sample.decide(claimed, authorizations: [record])
      #expect(found.line().authorization == outcome)
      #expect(found.rules() == ["AUTH-DECISION-1"])
      #expect(found.codes() == [code])
      #expect(found.reservations.isEmpty)
    }
  }

  @Test("AUTH-DECISION-1: another failing test goes first, and a later approval ends the decision")
  func decisionGivesWay() {
    var record = Sample.authorization(member: "M2", state: .denied)
    record.review = AuthorizationOnFile.Review(
      decision: .notNecessary, decidedBy: "dr.imani.west", decidedOn: Sample.day("2026-03-02"))
    let other = Sample.decide(Sample.authorized(naming: "A1"), authorizations: [record])
    #expect(other.line().authorization == .otherMember)
    record.memberID = "M1"
    let approved = Sample.decide(
      Sample.authorized(), authorizations: [record, Sample.authorization("A2")])
    #expect(approved.line().authorization == .held)
    #expect(approved.line().authorizationNumber == "A2")
  }

  @Test("Every outcome that denies has the rule that the table of reasons names")
  func rulesAgreeWithReasons() {
    for failure in Self.failures {
      let codes = ReasonTable.rows.filter { $0.rule.name == failure.rule }.map {
        [$0.label] + $0.remarks
      }
      #expect(codes == [failure.codes])
    }
  }
}
