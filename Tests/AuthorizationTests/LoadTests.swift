import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import Testing

@Suite("Loading authorizations and referrals")
struct LoadTests {
  @Test("A load adds and replaces, and tells whose decisions it may alter")
  func upsert() async throws {
    let fixture = try AuthorizationFixture()
    let answer = try await fixture.load(
      "L1", [Sample.authorization(units: 2)], referrals: [Sample.referral()])
    #expect(answer.authorizations == 1 && answer.referrals == 1)
    try await fixture.load("L2", [Sample.authorization(units: 5, to: "2027-03-31")])
    #expect(try await fixture.units() == [5, 0, 0])
    #expect(
      try await fixture.changes() == [
        "authorization M1 2026-01-01..2026-12-31", "authorization M1 2026-01-01..2026-12-31",
        "authorization M1 2026-01-01..2027-03-31",
      ])
  }

  @Test(
    "AUTH-DECISION-1: a physician's decision is kept and answered, and ends with its record's change"
  )
  func medicalDecision() async throws {
    let fixture = try AuthorizationFixture()
    var denied = Sample.authorization(state: .denied)
    denied.decision = .experimental
    denied.decidedBy = "dr.imani.west"
    denied.decidedOn = Sample.day("2026-03-02").message
    try await fixture.load("L1", [denied])
    let asked = Sample.line(needs: [.authorization])
    let first = try await fixture.hold(Sample.hold("C1", asked))
    #expect(first.first?.answer?.lines.map(\.authorization) == [.experimental])
    try await fixture.load("L2", [Sample.authorization(state: .denied)])
    let second = try await fixture.hold(Sample.hold("C2", asked))
    #expect(second.first?.answer?.lines.map(\.authorization) == [.denied])
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("AUTH-DECISION-1: a decision is refused without its physician or day, or when not denied")
  func wrongDecisions() async throws {
    let fixture = try AuthorizationFixture()
    let changes: [(inout AuthorizationV1.Authorization) -> Void] = [
      { $0.decidedBy = "" }, { $0.decidedOn = nil }, { $0.decision = .unspecified },
      { $0.decision = AuthorizationV1.MedicalDecision(rawValue: 99) }, { $0.state = .approved },
    ]
    for (index, change) in changes.enumerated() {
      var record = Sample.authorization(state: .denied)
      record.decision = .tooMany
      record.decidedBy = "dr.imani.west"
      record.decidedOn = Sample.day("2026-03-02").message
      change(&record)
      let error = await #expect(throws: RPCError.self) {
        try await fixture.load("L\(index)", [record])
      }
      #expect(error?.code == .invalidArgument, "change \(index)")
    }
  }

  @Test("What says what is stored already is no change")
  func unchanged() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization()], referrals: [Sample.referral()])
    _ = try await fixture.hold(Sample.hold("C1", Sample.line(needs: [.authorization, .referral])))
    try await fixture.load("L2", [Sample.authorization()], referrals: [Sample.referral()])
    #expect(try await fixture.changes().count == 2)
    #expect(try await fixture.units() == [10, 0, 1])
  }

  @Test("The same load again changes nothing, another one under its name is refused")
  func repeated() async throws {
    let fixture = try AuthorizationFixture()
    let first = try await fixture.load("L1", [Sample.authorization(units: 2)])
    try await fixture.load("L2", [Sample.authorization(units: 5)])
    #expect(try await fixture.load("L1", [Sample.authorization(units: 2)]) == first)
    #expect(try await fixture.units() == [5, 0, 0])
    let error = await #expect(throws: RPCError.self) {
      try await fixture.load("L1", [Sample.authorization(units: 3)])
    }
    #expect(error?.code == .aborted && error?.reason == "KEY_REUSED")
  }

  @Test("A record that moves to another member concerns both")
  func memberChanges() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization()])
    try await fixture.load("L2", [Sample.authorization(member: "M2")])
    #expect(
      try await fixture.changes().suffix(2) == [
        "authorization M1 2026-01-01..2026-12-31", "authorization M2 2026-01-01..2026-12-31",
      ])
  }

  @Test("AUTH-UNITS-1: units in use keep their place, or nothing of the load is kept")
  func unitsInUse() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization(units: 10)])
    _ = try await fixture.hold(
      Sample.hold("C1", Sample.line(units: 2)), Sample.hold("C2", Sample.line(units: 2)))
    _ = try await fixture.settle(Sample.settlement("C1", .init(thousandths: 2_000)))
    let wrong: [(String, AuthorizationV1.Authorization)] = [
      ("approves less", Sample.authorization(units: 3)),
      ("leaves out a day", Sample.authorization(to: "2026-03-31")),
      ("lacks a line", Sample.authorization(line: 2)),
      ("lacks a line", Sample.authorization(procedure: "73718")),
      ("member_id", Sample.authorization(member: "M2")),
    ]
    for (problem, record) in wrong {
      let error = await #expect(throws: RPCError.self) {
        try await fixture.load(problem, [Sample.authorization("A2"), record])
      }
      #expect(error?.code == .failedPrecondition && error?.reason == "IN_USE")
      #expect(error?.fieldViolations.first?.field.hasPrefix("authorizations[1]") == true)
      #expect(error?.message.contains(problem) == true)
    }
    #expect(try await fixture.units(of: "A2").isEmpty)
    try await fixture.load("L2", [Sample.authorization(units: 4, to: "2026-04-01")])
    #expect(try await fixture.units() == [4, 2, 2])
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("AUTH-UNITS-1: once everything is given back, a record may shrink")
  func unitsGivenBack() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization(units: 10)])
    _ = try await fixture.hold(Sample.hold("C1", Sample.line(units: 2)))
    _ = try await fixture.release(Sample.release("C1"))
    try await fixture.load("L2", [Sample.authorization(units: 0, to: "2026-02-01", line: 2)])
    #expect(try await fixture.units(line: 2) == [0, 0, 0])
    #expect(try await fixture.units(line: 1).isEmpty)
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("AUTH-UNITS-1: a day whose units were given back may be left out while others are in use")
  func dayGivenBack() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization()])
    _ = try await fixture.hold(
      Sample.hold("C1", Sample.line(on: "2026-03-01")),
      Sample.hold("C2", Sample.line(on: "2026-05-01")))
    await #expect(throws: RPCError.self) {
      try await fixture.load("L2", [Sample.authorization(to: "2026-04-30")])
    }
    _ = try await fixture.release(Sample.release("C2"))
    try await fixture.load("L3", [Sample.authorization(to: "2026-04-30")])
    #expect(try await fixture.units() == [10, 0, 1])
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("REF-MATCH-3: visits in use keep their place")
  func visitsInUse() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", referrals: [Sample.referral(visits: 3)])
    _ = try await fixture.hold(
      Sample.hold("C1", Sample.line(needs: [.referral])),
      Sample.hold("C2", Sample.line(on: "2026-04-02", needs: [.referral])))
    let wrong = [
      Sample.referral(visits: 1), Sample.referral(to: "2026-04-01"), Sample.referral(member: "M2"),
    ]
    for (index, record) in wrong.enumerated() {
      let error = await #expect(throws: RPCError.self) {
        try await fixture.load("W\(index)", referrals: [record])
      }
      #expect(error?.code == .failedPrecondition)
    }
    try await fixture.load("L2", referrals: [Sample.referral(visits: 2, to: "2026-04-02")])
    #expect(try await fixture.violations().isEmpty)
  }

  @Test("A wrong record is named with its field, and nothing of the load is kept")
  func wrongRecords() async throws {
    let fixture = try AuthorizationFixture()
    let changes: [(String, (inout AuthorizationV1.Authorization) -> Void)] = [
      ("authorizations[1].authorization_number", { $0.authorizationNumber = "" }),
      ("authorizations[1].member_id", { $0.memberID = "" }),
      ("authorizations[1].provider_npi", { $0.providerNPI = "1234567890" }),
      ("authorizations[1].state", { $0.state = .unspecified }),
      ("authorizations[1].state", { $0.state.rawValue = 99 }),
      ("authorizations[1].lines", { $0.lines = [] }),
      ("authorizations[1].lines", { $0.lines.append($0.lines[0]) }),
      ("authorizations[1].lines[0].approved", { $0.lines[0].approved = nil }),
      ("authorizations[1].lines[0].approved", { $0.lines[0].approved?.thousandths = -1 }),
      ("authorizations[1].lines[0].days", { $0.lines[0].days?.to?.days = 0 }),
      ("authorizations[1]", { $0.authorizationNumber = "A0" }),
    ]
    for (field, change) in changes {
      var record = Sample.authorization()
      change(&record)
      let error = await #expect(throws: RPCError.self) {
        try await fixture.load("W", [Sample.authorization("A0"), record])
      }
      #expect(error?.code == .invalidArgument)
      #expect(error?.fieldViolations.map(\.field) == [field])
    }
    var referral = Sample.referral()
    referral.targetSpecialty = ""
    let error = await #expect(throws: RPCError.self) {
      try await fixture.load("W", referrals: [referral])
    }
    #expect(error?.fieldViolations.map(\.field) == ["referrals[0].target_npi"])
    await #expect(throws: RPCError.self) { try await fixture.load("", [Sample.authorization()]) }
    #expect(try await fixture.changes().isEmpty)
  }

  @Test("AUTH-MATCH-3: a denial that is loaded decides the next hold")
  func denial() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization(units: 0, state: .denied)])
    let results = try await fixture.hold(Sample.hold("C1"))
    #expect(results.first?.answer?.lines.first?.authorization == .denied)
  }
}
